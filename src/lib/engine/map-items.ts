import type { MapState } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import { isArray } from "../base/json.ts";
import type { Evaluated } from "../expr/evaluated.ts";
import { evaluated, queryFailure, runtimeFailure } from "../expr/evaluated.ts";
import { ofType } from "../expr/jsonata-outcome.ts";
import { dataFlow } from "./data-flow.ts";
import type { Step } from "./step.ts";
import { awaited } from "./step.ts";
import type { Visit } from "./visit.ts";

/** What a Map iterates over: Items or ItemsPath, else its input; anything but an array is AWS's failure. */
export function* mapItems(visit: Visit<MapState>, input: JsonValue): Step<Evaluated<readonly JsonValue[]>> {
  const { items, queryLanguage } = visit.state;
  const value = items ? yield* awaited(dataFlow(queryLanguage).evaluate(visit, items, { input }, "Items")) : evaluated(input);
  if (!value.ok) return value;
  if (isArray(value.value)) return evaluated(value.value);
  if (items?.type === "jsonata") {
    const wrong = ofType(value.value, "array", { source: items.source, location: "Items" });
    return wrong.ok ? evaluated([]) : wrong;
  }
  const text = JSON.stringify(value.value);
  if (queryLanguage === "JSONata") return queryFailure(`Map state input must be an array but was: ${text}`);
  return runtimeFailure(`Reference path "${items?.type === "path" ? items.path.text : "$"}" must point to array.`);
}
