import type { JsonValue } from "../base/json.ts";
import type { UserErrorLocation } from "../base/user-error.ts";
import { UserError } from "../base/user-error.ts";
import { DETAIL_FIELDS, detailsKey, isEventType } from "./detail-fields.ts";
import type { EventType, HistoryEvent } from "./event.ts";
import type { Payload } from "./payload.ts";
import { JsonText, payloadText } from "./payload.ts";

/**
 * One event as GetExecutionHistory gives it: ISO timestamp with ms, payloads as JSON text, and the details under a name of
 * their own (`taskFailedEventDetails`; `stateEnteredEventDetails` for every kind of state).
 * Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
export interface AwsHistoryEvent {
  readonly timestamp: string;
  readonly type: EventType;
  readonly id: number;
  readonly previousEventId: number;
  readonly [details: `${string}EventDetails`]: AwsDetails;
}

/** An event in AWS's shape; details without payloads are shared with the event, not copied. */
export function toAws(event: HistoryEvent): AwsHistoryEvent {
  return convert(event, payloadText);
}

/** A whole history in AWS's shape; a payload that several events share is written as text once. */
export function historyToAws(events: readonly HistoryEvent[]): readonly AwsHistoryEvent[] {
  const texts = new Map<Payload, string>();
  const textOf = (payload: Payload): string => {
    if (typeof payload !== "object" || payload === null) return payloadText(payload);
    const known = texts.get(payload);
    if (known !== undefined) return known;
    const text = payloadText(payload);
    texts.set(payload, text);
    return text;
  };
  return events.map((event) => convert(event, textOf));
}

/**
 * Reads an event in AWS's shape. Timestamps may be ISO text, epoch seconds or a Date; payloads stay text until they are asked
 * for; details that this program does not know are left out. A {@link UserError} at `where` names what is wrong.
 */
export function fromAws(json: unknown, where?: UserErrorLocation): HistoryEvent {
  if (!isRecord(json) || typeof json["type"] !== "string")
    throw new UserError("This is not a history event: it has no type.", undefined, where);
  const type = json["type"];
  if (!isEventType(type)) throw unknownType(type, where);
  const key = detailsKey(type);
  const details = key === null ? {} : json[key];
  return historyEvent(type, json["id"], json["previousEventId"], timeOf(json["timestamp"], 1000), details, where);
}

/** Reads an event as CloudWatch Logs holds it: snake-case names, numbers as text, time in epoch ms, details under one name. */
export function fromLog(json: unknown, where?: UserErrorLocation): HistoryEvent {
  if (!isRecord(json) || typeof json["type"] !== "string")
    throw new UserError("This is not a logged history event: it has no type.", undefined, where);
  const type = json["type"];
  if (!isEventType(type)) throw unknownType(type, where);
  return historyEvent(type, json["id"], json["previous_event_id"], timeOf(json["event_timestamp"], 1), json["details"], where);
}

type TextOf = (payload: Payload) => string;
type AwsDetails = Readonly<Record<string, JsonValue>>;

const PAYLOADS: ReadonlySet<string> = new Set(["input", "output", "parameters"]);
const NUMBERS: ReadonlySet<string> = new Set(["timeoutInSeconds", "heartbeatInSeconds", "length", "index", "redriveCount"]);
const NOT_TRUNCATED = { truncated: false } as const;

function convert(event: HistoryEvent, textOf: TextOf): AwsHistoryEvent {
  const { type, id, previousEventId } = event;
  const timestamp = new Date(event.timestamp).toISOString();
  const key = detailsKey(type);
  if (key === null) return { timestamp, type, id, previousEventId };
  return { timestamp, type, id, previousEventId, [key]: detailsToAws(event, textOf) } as AwsHistoryEvent;
}

function detailsToAws(event: HistoryEvent, textOf: TextOf): AwsDetails {
  const { details } = event;
  if ("input" in details) return { ...details, input: textOf(details.input), inputDetails: NOT_TRUNCATED };
  if ("parameters" in details) return { ...details, parameters: textOf(details.parameters) };
  if (!("output" in details)) return details as AwsDetails;
  const output = details.output === undefined ? {} : { output: textOf(details.output), outputDetails: NOT_TRUNCATED };
  if (!("assignedVariables" in details) || details.assignedVariables === undefined) return { ...details, ...output } as AwsDetails;
  const assignedVariables = eachAsText(details.assignedVariables, textOf);
  return { ...details, ...output, assignedVariables, assignedVariablesDetails: NOT_TRUNCATED } as AwsDetails;
}

function eachAsText(variables: Readonly<Record<string, Payload>>, textOf: TextOf): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, textOf(value)]));
}

function historyEvent(
  type: EventType,
  id: unknown,
  previousEventId: unknown,
  timestamp: number | undefined,
  details: unknown,
  where: UserErrorLocation | undefined,
): HistoryEvent {
  const number = numberOf(id);
  if (number === undefined) throw new UserError(`A ${type} event has no id.`, undefined, where);
  if (timestamp === undefined) throw new UserError(`Event ${number} (${type}) has no readable timestamp.`, undefined, where);
  const read = detailsOf(type, isRecord(details) ? details : {});
  if (DETAIL_FIELDS[type].includes("name" as never) && typeof read["name"] !== "string") {
    throw new UserError(`Event ${number} (${type}) does not name its state.`, undefined, where);
  }
  return { id: number, previousEventId: numberOf(previousEventId) ?? 0, timestamp, type, details: read } as unknown as HistoryEvent;
}

function detailsOf(type: EventType, json: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const details: Record<string, unknown> = {};
  for (const field of DETAIL_FIELDS[type] as readonly string[]) {
    const value = json[field];
    if (PAYLOADS.has(field)) {
      // GetExecutionHistory leaves payloads out when it is asked to (includeExecutionData: false).
      details[field] = payloadOf(value);
    } else if (value !== undefined && value !== null) {
      if (field === "assignedVariables") details[field] = variablesOf(value);
      else details[field] = NUMBERS.has(field) ? numberOf(value) : value;
    }
  }
  return details;
}

function payloadOf(value: unknown): Payload {
  return typeof value === "string" ? new JsonText(value) : ((value ?? null) as JsonValue);
}

function variablesOf(value: unknown): Readonly<Record<string, Payload>> {
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, payloadOf(item)])) : {};
}

function timeOf(value: unknown, msPerUnit: number): number | undefined {
  if (value instanceof Date) return value.getTime();
  const number = numberOf(value);
  if (number !== undefined) return Math.round(number * msPerUnit);
  const parsed = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? undefined : parsed;
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  return typeof value === "string" && /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

function unknownType(type: string, where: UserErrorLocation | undefined): UserError {
  return new UserError(`${type} is not a history event type.`, "See HistoryEvent in the Step Functions API reference.", where);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
