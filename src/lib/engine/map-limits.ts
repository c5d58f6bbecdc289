import type { MapState } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import type { Evaluated } from "../expr/evaluated.ts";
import { evaluated, queryFailure, runtimeFailure } from "../expr/evaluated.ts";
import { dataFlow } from "./data-flow.ts";
import type { Step } from "./step.ts";
import { awaited } from "./step.ts";
import type { Visit } from "./visit.ts";

/** How many iterations may run at a time: MaxConcurrency, 0 (the default) being no limit of the person's own. */
export function* maxConcurrency(visit: Visit<MapState>, input: JsonValue): Step<Evaluated<number>> {
  const { maxConcurrency: template, queryLanguage } = visit.state;
  if (template === undefined) return evaluated(Number.POSITIVE_INFINITY);
  const field = template.type === "path" ? "MaxConcurrencyPath" : "MaxConcurrency";
  const value = yield* awaited(dataFlow(queryLanguage).evaluate(visit, template, { input }, field));
  if (!value.ok) return value;
  // Recorded on AWS: a path may lead to a number written as text.
  const limit = template.type === "path" && typeof value.value === "string" ? Number(value.value) : value.value;
  if (typeof limit === "number" && Number.isInteger(limit) && limit >= 0) {
    return evaluated(limit === 0 ? Number.POSITIVE_INFINITY : limit);
  }
  const shown = JSON.stringify(value.value);
  if (template.type === "jsonata") return queryFailure(`The ${field} field must be a non-negative integer but was: ${shown}`, field);
  return runtimeFailure(`Expected non-negative integer for ${field} parameter, got '${shown}' instead.`);
}
