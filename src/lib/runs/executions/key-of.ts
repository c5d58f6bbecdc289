import type { HistoryEvent } from "../../history/event.ts";
import { payloadValue } from "../../history/payload.ts";
import type { SagaModel } from "../../saga/model.ts";
import { businessKey } from "../../verify/business-key.ts";

/** The business id of an execution, from its first event; null where the config names none, or the input does not have it. */
export function keyOf(started: HistoryEvent | undefined, { key }: SagaModel): string | null {
  return key === null || started?.type !== "ExecutionStarted" ? null : businessKey(key, payloadValue(started.details.input));
}
