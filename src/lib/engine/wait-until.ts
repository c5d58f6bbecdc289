import type { WaitState } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import { parseTimestamp } from "../base/timestamp.ts";
import type { Evaluated, EvaluationFailure } from "../expr/evaluated.ts";
import { evaluated, queryFailure, runtimeFailure } from "../expr/evaluated.ts";
import { dataFlow } from "./data-flow.ts";
import type { Step } from "./step.ts";
import { awaited } from "./step.ts";
import type { Visit } from "./visit.ts";

/** The most seconds that a Wait may take in one go: above 24855 days AWS says that the delay is too long (recorded on AWS). */
const MAX_DELAY_MS = 24_855 * 86_400_000 + 11_647_000;
const MAX_SECONDS = 99_999_999;

/** The moment a Wait ends, ms since the epoch; its own texts of failure are AWS's. */
export function* waitUntil(visit: Visit<WaitState>, input: JsonValue, now: number): Step<Evaluated<number>> {
  const { unit, until, queryLanguage } = visit.state;
  const field = `${unit === "seconds" ? "Seconds" : "Timestamp"}${until.type === "path" ? "Path" : ""}`;
  const value = yield* awaited(dataFlow(queryLanguage).evaluate(visit, until, { input }, field));
  if (!value.ok) return until.type === "path" ? missing(field, until.path.text) : value;
  const path = until.type === "path" ? until.path.text : undefined;
  const end = unit === "seconds" ? afterSeconds(value.value, now, field, path) : atTimestamp(value.value, field, path);
  if (end.ok && end.value - now > MAX_DELAY_MS) return runtimeFailure("Wait state delay is too long.");
  return end;
}

function afterSeconds(value: JsonValue, now: number, field: string, path: string | undefined): Evaluated<number> {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MAX_SECONDS) return evaluated(now + value * 1000);
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  if (path !== undefined) return runtimeFailure(`The ${field} parameter cannot be parsed as a long value: ${path} == ${shown}`);
  return queryFailure(`The ${field} field must be a whole number from 0 to ${MAX_SECONDS} but was: ${shown}`, field);
}

function atTimestamp(value: JsonValue, field: string, path: string | undefined): Evaluated<number> {
  const time = typeof value === "string" ? parseTimestamp(value) : undefined;
  if (time !== undefined) return evaluated(time);
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  const format = "ISO-8601 extended offset date-time format string";
  if (path !== undefined) return runtimeFailure(`The ${field} parameter does not reference a valid ${format}: ${path} == ${shown}`);
  return queryFailure(`The ${field} field cannot be parsed as an ${format}: ${shown}`, field);
}

function missing(field: string, path: string): EvaluationFailure {
  return runtimeFailure(`The ${field} parameter does not reference an input value: ${path}`);
}
