import type { JsonValue } from "../base/json.ts";

/** A message that a task published (sns, sqs, events); nothing leaves the machine. */
export interface OutboxMessage {
  readonly service: "sns" | "sqs" | "events" | "ses";
  /** Topic ARN, queue URL or event bus. */
  readonly destination: string;
  readonly message: JsonValue;
  readonly state: string;
  /** Virtual time, ms since the epoch. */
  readonly at: number;
}
