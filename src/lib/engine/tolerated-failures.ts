import type { MapState } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import type { Evaluated } from "../expr/evaluated.ts";
import { evaluated, queryFailure, runtimeFailure } from "../expr/evaluated.ts";
import type { Template } from "../expr/template.ts";
import { dataFlow } from "./data-flow.ts";
import type { Step } from "./step.ts";
import { awaited } from "./step.ts";
import type { Visit } from "./visit.ts";

/** How many items of a Map run may fail before the run does; a limit that the definition does not name is 0. */
export interface ToleratedFailures {
  readonly count: number;
  /** 0 to 100. */
  readonly percentage: number;
  /** Which limits the definition names. */
  readonly named: { readonly count: boolean; readonly percentage: boolean };
}

/** The limits that a distributed Map names; without any, no failure is tolerated. */
export function* toleratedFailures(visit: Visit<MapState>, input: JsonValue): Step<Evaluated<ToleratedFailures>> {
  const { toleratedFailureCount, toleratedFailurePercentage } = visit.state;
  const count = yield* limit(visit, input, toleratedFailureCount, "ToleratedFailureCount");
  if (!count.ok) return count;
  if (count.value < 0) return runtimeFailure("ToleratedFailureCount cannot be negative.");
  const percentage = yield* limit(visit, input, toleratedFailurePercentage, "ToleratedFailurePercentage");
  if (!percentage.ok) return percentage;
  if (percentage.value < 0 || percentage.value > 100) return runtimeFailure("ToleratedFailurePercentage must be between 0 and 100.");
  return evaluated({ count: count.value, percentage: percentage.value, named: namedLimits(visit.state) });
}

/** Which limits a distributed Map names. */
export function namedLimits({ toleratedFailureCount, toleratedFailurePercentage }: MapState): ToleratedFailures["named"] {
  return { count: toleratedFailureCount !== undefined, percentage: toleratedFailurePercentage !== undefined };
}

/**
 * Whether so many failed items of so many are more than is tolerated: where both limits are named, more than either.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/maprun-fail-threshold.html
 */
export function exceeds(failed: number, total: number, { count, percentage, named }: ToleratedFailures): boolean {
  const byPercentage = named.percentage && failed * 100 > percentage * total;
  const byCount = (named.count || !named.percentage) && failed > count;
  return byPercentage || byCount;
}

function* limit(visit: Visit<MapState>, input: JsonValue, template: Template | undefined, name: string): Step<Evaluated<number>> {
  if (template === undefined) return evaluated(0);
  const path = template.type === "path" ? template.path.text : undefined;
  const value = yield* awaited(
    dataFlow(visit.state.queryLanguage).evaluate(visit, template, { input }, path === undefined ? name : `${name}Path`),
  );
  if (!value.ok) return value;
  const whole = name === "ToleratedFailureCount";
  if (typeof value.value === "number" && (!whole || Number.isInteger(value.value))) return evaluated(value.value);
  const shown = JSON.stringify(value.value);
  const kind = whole ? "integer" : "float";
  if (path !== undefined) return runtimeFailure(`The ${name}Path field refers to value ${shown} which is not a valid ${kind}: ${path}`);
  return queryFailure(`The ${name} field must be a number but was: ${shown}`, name);
}
