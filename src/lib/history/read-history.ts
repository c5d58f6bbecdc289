import { locate } from "../base/span.ts";
import { UserError } from "../base/user-error.ts";
import type { UserErrorLocation } from "../base/user-error.ts";
import { fromAws, fromLog } from "./aws-json.ts";
import type { HistoryEvent } from "./event.ts";
import { inOrder } from "./in-order.ts";
import { jsonEnd } from "./json-end.ts";

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
 * Reads a history from what people have: the AWS CLI's output or an SDK response (`{"events": […]}`), a bare array, one JSON value
 * a line, or CloudWatch log events (bare, or in `message` as `aws logs` gives them). A {@link UserError} names file and line.
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
    for (const item of value) collect(item, place, found);
    return;
  }
  if (typeof value !== "object" || value === null) throw new UserError("Expected a history event.", undefined, where(place, value));
  const record = value as JsonRecord;
  const events = record["events"] ?? record["Events"];
  const message = record["message"] ?? record["@message"];
  if (Array.isArray(events)) {
    if (typeof record["nextToken"] === "string" || typeof record["NextToken"] === "string") found.truncated = true;
    collect(events, place, found);
  } else if (message !== undefined) {
    collect(typeof message === "string" ? parseMessage(message, place) : message, place, found);
  } else if ("previous_event_id" in record || "event_timestamp" in record) {
    found.logs = true;
    if (typeof record["execution_arn"] === "string") found.arns.add(record["execution_arn"]);
    found.events.push(at(place, record, fromLog));
  } else {
    found.events.push(at(place, record, fromAws));
  }
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

interface ValueAtLine {
  readonly value: unknown;
  readonly line: number | null;
}

function jsonValues(text: string, file: string): readonly ValueAtLine[] {
  try {
    return [{ value: JSON.parse(text) as unknown, line: null }];
  } catch {
    const lines = text.split("\n").map((content, index) => ({ content: content.trim(), line: index + 1 }));
    const written = lines.filter(({ content }) => content !== "");
    if (written.length < 2 || !isJson(written[0]?.content ?? "")) throw syntaxError(text, file);
    return written.map(({ content, line }) => ({ value: parseLine(content, line, file), line }));
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parseLine(content: string, line: number, file: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    const column = jsonEnd(content) + 1;
    throw new UserError("This line is not JSON.", undefined, { file, line, column });
  }
}

/** What the mark of UTF-16 becomes where UTF-8 is read; PowerShell's `>` writes that. */
const UTF_16 = "\uFFFD\uFFFD";

function syntaxError(text: string, file: string): UserError {
  if (text.startsWith(UTF_16))
    return new UserError("The file is UTF-16.", "Save it as UTF-8: in PowerShell by | Out-File -Encoding utf8 FILE.", { file });
  const start = jsonEnd(text);
  const message = start >= text.trimEnd().length ? "The JSON ends too early." : "This is not JSON.";
  return new UserError(
    message,
    "Expected a history as the AWS CLI or CloudWatch Logs gives it.",
    locate({ file, text }, { start, end: start }),
  );
}
