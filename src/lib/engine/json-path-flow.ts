import type { JsonObject, JsonValue } from "../base/json.ts";
import type { Evaluated } from "../expr/evaluated.ts";
import { evaluated } from "../expr/evaluated.ts";
import { evaluatePath } from "../expr/evaluate-path.ts";
import { evaluateTemplate } from "../expr/evaluate-template.ts";
import type { JsonPath } from "../expr/json-path.ts";
import type { Scope } from "../expr/scope.ts";
import { setAtPath } from "../expr/set-at-path.ts";
import type { Template } from "../expr/template.ts";
import type { DataFlow, Focus, OutputFields, StateOutput } from "./data-flow.ts";
import { weigh } from "./payload-limit.ts";
import type { Visit } from "./visit.ts";
import { contextObject } from "./visit.ts";

/** JSONPath: InputPath, Parameters, ResultSelector, ResultPath, OutputPath; everything is known at once. */
export const jsonPathFlow: DataFlow = {
  argumentsField: "Parameters",

  selectInput(visit) {
    const { inputPath } = visit.state as { readonly inputPath?: JsonPath | null | undefined };
    return inputPath === undefined ? evaluated(visit.raw) : select(visit, inputPath, visit.raw);
  },

  evaluate: value,

  complete,

  completeCaught(visit, { assign, resultPath }, focus) {
    const assigned = assign && value(visit, assign, focus);
    if (assigned?.ok === false) return assigned;
    const output = combine(visit, resultPath, focus.errorOutput ?? null);
    return output.ok ? evaluated({ output: output.value, assigned: assigned?.value as JsonObject | undefined }) : output;
  },
};

/** Each step is taken only where its field stands: most states shape nothing, and every value in between is an object to be freed. */
function complete(visit: Visit, fields: OutputFields, focus: Focus): Evaluated<StateOutput> {
  let output = focus.result === undefined ? focus.input : focus.result;
  let assigned: JsonObject | undefined;
  if (fields.resultSelector) {
    const selected = value(visit, fields.resultSelector, focus);
    if (!selected.ok) return selected;
    output = selected.value;
  }
  if (fields.assign) {
    const made = value(visit, fields.assign, { ...focus, result: output });
    if (!made.ok) return made;
    assigned = made.value as JsonObject;
  }
  if (fields.resultPath !== undefined && focus.result !== undefined) {
    const combined = combine(visit, fields.resultPath, output);
    if (!combined.ok) return combined;
    output = combined.value;
  }
  if (fields.outputPath !== undefined) {
    const selected = select(visit, fields.outputPath, output);
    if (!selected.ok) return selected;
    output = selected.value;
  }
  return evaluated({ output, assigned });
}

/** ResultPath: puts a result into the state's raw input; `$` (the default) replaces it, null drops the result. */
function combine(visit: Visit, resultPath: JsonPath | null | undefined, result: JsonValue): Evaluated<JsonValue> {
  if (resultPath === null) return evaluated(visit.raw);
  return resultPath === undefined ? evaluated(result) : setAtPath(visit.raw, resultPath, result);
}

/** InputPath and OutputPath: `$` (the default) is everything, null is the empty object. */
function select(visit: Visit, path: JsonPath | null | undefined, from: JsonValue): Evaluated<JsonValue> {
  if (path === undefined) return evaluated(from);
  return path === null ? evaluated({}) : evaluatePath(path, pathScope(visit, from));
}

/** The fields whose name ends in Path are themselves paths, and AWS names them where they find nothing. */
function value(visit: Visit, template: Template, { input, result, errorOutput }: Focus, field = ""): Evaluated<JsonValue> {
  if (template.type === "literal") return evaluated(template.value);
  const dollar = errorOutput ?? (result === undefined ? input : result);
  const made = evaluateTemplate(template, pathScope(visit, dollar), field.endsWith("Path") ? field : undefined);
  if (made.ok) weigh(visit.frame.execution, made.value);
  return made;
}

/** What paths may read in this visit, with `$` standing for the given value. */
export function pathScope(visit: Visit, input: JsonValue): Scope {
  const { execution, variables } = visit.frame;
  return { input, context: () => contextObject(visit), variables, rng: execution.rng };
}
