import { locate } from "../base/span.ts";
import { UserError } from "../base/user-error.ts";
import type { UserErrorLocation } from "../base/user-error.ts";
import { fromAws, fromLog } from "./aws-json.ts";
import type { HistoryEvent } from "./event.ts";
import { inOrder } from "./in-order.ts";
import { jsonValues } from "./json-values.ts";

/** One execution's history as a person saved it. */
export interface HistoryFile {
  /** By id, each once ({@link inOrder}). */
  readonly events: readonly HistoryEvent[];
  /** `api`: GetExecutionHistory's shape; `logs`: CloudWatch log events, which a log level may thin out. */
  readonly source: "api" | "logs";
  /** Whether a `nextToken` says that there was more to read. */
  readonly truncated: boolean;
  /** Known from log events only. */
  readonly executionArn: string | null;
}

/**
 * Reads a history from what people have: the AWS CLI's output or an SDK response (`{"events": […]}`), page by page or one event a
 * line, or CloudWatch log events (bare, or as `aws logs` gives them: tailed, filtered, or found by a query). A {@link UserError}
 * names file and line.
 */
export function readHistory(text: string, file: string): HistoryFile {
  const found: Found = { events: [], arns: new Set(), logs: false, truncated: false };
  const content = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  for (const { value, line } of jsonValues(content, file)) collect(value, { file, text: content, line }, found);
  if (found.events.length === 0) {
    throw new UserError(
      "The file holds no history events.",
      "Save one with `aws stepfunctions get-execution-history --execution-arn ARN`.",
      { file },
    );
  }
  const [executionArn, ...others] = found.arns;
  if (others.length > 0) {
    throw new UserError(`The file holds the logs of ${others.length + 1} executions.`, `Keep one, for instance ${executionArn}.`, { file });
  }
  return {
    events: inOrder(found.events),
    source: found.logs ? "logs" : "api",
    truncated: found.truncated,
    executionArn: executionArn ?? null,
  };
}

/** Editors and shells on Windows begin a file with it. */
const BYTE_ORDER_MARK = "\uFEFF";

interface Found {
  readonly events: HistoryEvent[];
  readonly arns: Set<string>;
  logs: boolean;
  truncated: boolean;
}

interface Place {
  readonly file: string;
  readonly text: string;
  /** Of a text that holds a value a line. */
  readonly line: number | null;
}

type JsonRecord = Readonly<Record<string, unknown>>;

function collect(value: unknown, place: Place, found: Found): void {
  if (Array.isArray(value)) {
    const row = queriedMessage(value);
    for (const item of row === undefined ? value : [row]) collect(item, place, found);
    return;
  }
  if (typeof value === "string") {
    collect(parseMessage(value, place), place, found);
    return;
  }
  if (typeof value !== "object" || value === null) throw new UserError("Expected a history event.", undefined, where(place, value));
  const record = value as JsonRecord;
  const events = record["events"] ?? record["Events"] ?? record["results"];
  const message = record["message"] ?? record["@message"];
  if (Array.isArray(events)) {
    // Of several pages the last one says whether there was more.
    found.truncated = typeof (record["nextToken"] ?? record["NextToken"]) === "string";
    collect(events, place, found);
  } else if (message !== undefined) {
    collect(message, place, found);
  } else if ("previous_event_id" in record || "event_timestamp" in record) {
    found.logs = true;
    if (typeof record["execution_arn"] === "string") found.arns.add(record["execution_arn"]);
    found.events.push(at(place, record, fromLog));
  } else {
    found.events.push(at(place, record, fromAws));
  }
}

/** The message of a row that a query of CloudWatch Logs Insights found, `[{"field": "@message", "value": …}, …]`. */
function queriedMessage(fields: readonly unknown[]): JsonRecord | undefined {
  const found = (fields as readonly (JsonRecord | null)[]).find((item) => item?.["field"] === "@message");
  return found ? { message: found["value"] } : undefined;
}

/** Reads an event; only where that fails is its place looked for, which takes long in a long text. */
function at(place: Place, record: JsonRecord, read: (record: JsonRecord) => HistoryEvent): HistoryEvent {
  try {
    return read(record);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.message, error.hint, where(place, record["type"]));
  }
}

function parseMessage(message: string, place: Place): unknown {
  try {
    return JSON.parse(message);
  } catch {
    throw new UserError("A log message is not JSON.", "Step Functions logs one JSON object an event.", where(place, message));
  }
}

/** The line of the text, or of the first place that holds the value at fault. */
function where({ file, text, line }: Place, culprit: unknown): UserErrorLocation {
  if (line !== null) return { file, line, column: 1 };
  const start = typeof culprit === "string" ? text.indexOf(JSON.stringify(culprit)) : -1;
  return start === -1 ? { file } : locate({ file, text }, { start, end: start });
}
