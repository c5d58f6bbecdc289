import type { JsonValue } from "../base/json.ts";
import type { HistoryEvent } from "../history/event.ts";
import { payloadValue } from "../history/payload.ts";
import { readVisits } from "../verify/visits.ts";

/** The last raw output of each Task that succeeded. */
export function taskOutputs(events: readonly HistoryEvent[]): ReadonlyMap<string, JsonValue> {
  const outputs = new Map<string, JsonValue>();
  for (const { state, attempts } of readVisits(events).visits) {
    const end = events[(attempts.at(-1)?.events.at(-1) ?? 0) - 1];
    const isOutput = end?.type === "TaskSucceeded" || end?.type === "LambdaFunctionSucceeded" || end?.type === "ActivitySucceeded";
    if (isOutput) outputs.set(state, payloadValue(end.details.output));
  }
  return outputs;
}
