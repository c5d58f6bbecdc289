import type { JsonObject, JsonValue } from "../base/json.ts";
import type { Evaluated } from "../expr/evaluated.ts";
import { evaluated } from "../expr/evaluated.ts";
import type { JsonataBindings } from "../expr/jsonata-direct.ts";
import { directReference, readDirect } from "../expr/jsonata-direct.ts";
import type { JsonataOutcome } from "../expr/jsonata-outcome.ts";
import { jsonataValue } from "../expr/jsonata-outcome.ts";
import type { JsonataLeaf } from "../expr/jsonata-template.ts";
import { fillTemplate, jsonataLeaves } from "../expr/jsonata-template.ts";
import type { Template } from "../expr/template.ts";
import type { DataFlow, Focus, OutputFields, StateOutput } from "./data-flow.ts";
import { weigh } from "./payload-limit.ts";
import type { Step } from "./step.ts";
import { evaluateExpressions } from "./step.ts";
import type { Visit } from "./visit.ts";
import { contextObject } from "./visit.ts";

/** JSONata: Arguments, Output and Assign; expressions are evaluated by whoever drives the interpreter. */
export const jsonataFlow: DataFlow = {
  argumentsField: "Arguments",

  selectInput({ raw }) {
    return evaluated(raw);
  },

  evaluate,

  complete(visit, fields, focus) {
    return shape(visit, fields, focus, focus.result === undefined ? focus.input : focus.result);
  },

  completeCaught(visit, catcher, focus) {
    return shape(visit, { output: catcher.output, assign: catcher.assign }, focus, focus.errorOutput ?? null);
  },
};

function* shape(visit: Visit, { output, assign }: OutputFields, focus: Focus, otherwise: JsonValue): Step<Evaluated<StateOutput>> {
  const shaped = output ? yield* evaluate(visit, output, focus, "Output") : evaluated(otherwise);
  if (!shaped.ok) return shaped;
  const assigned = assign ? yield* evaluate(visit, assign, focus, "Assign") : undefined;
  if (assigned?.ok === false) return assigned;
  return evaluated({ output: shaped.value, assigned: assigned?.value as JsonObject | undefined });
}

function* evaluate(visit: Visit, template: Template, focus: Focus, field: string): Step<Evaluated<JsonValue>> {
  if (template.type === "literal") return evaluated(template.value);
  const leaves = jsonataLeaves(template, field);
  const bindings: JsonataBindings = { states: statesObject(visit, focus), variables: visit.frame.variables };
  const outcomes = readAllDirectly(leaves, bindings) ?? (yield* evaluateExpressions(leaves, bindings));
  const values: JsonValue[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    const value = jsonataValue(outcome, leaves[index]!);
    if (!value.ok) return value;
    values.push(value.value);
  }
  const made = fillTemplate(template, values);
  weigh(visit.frame.execution, made);
  return evaluated(made);
}

/** Plain references such as `$states.input.order` need no JSONata; one expression that does sends all of them there, in order. */
function readAllDirectly(leaves: readonly JsonataLeaf[], bindings: JsonataBindings): readonly JsonataOutcome[] | null {
  const outcomes: JsonataOutcome[] = [];
  for (const { source } of leaves) {
    const reference = directReference(source);
    const outcome = reference && readDirect(reference, bindings);
    if (!outcome) return null;
    outcomes.push(outcome);
    if (outcome.type !== "value") break;
  }
  return outcomes;
}

function statesObject(visit: Visit, { input, result, errorOutput }: Focus): JsonObject {
  return {
    input,
    ...(result === undefined ? {} : { result }),
    ...(errorOutput === undefined ? {} : { errorOutput }),
    get context() {
      return contextObject(visit);
    },
  };
}
