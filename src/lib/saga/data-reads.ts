import type { Condition, State } from "../asl/ast.ts";
import type { Span } from "../base/span.ts";
import type { Intrinsic } from "../expr/intrinsic.ts";
import type { JsonPath } from "../expr/json-path.ts";
import { jsonataReads } from "../expr/jsonata-reads.ts";
import type { Template } from "../expr/template.ts";
import type { Demand } from "./data-demand.ts";
import { demandOf, inputAt } from "./data-demand.ts";
import { originInCombined, workedOn } from "./data-output.ts";
import type { Dollar } from "./data-source.ts";
import { sourceOfReference } from "./data-source.ts";
import { inputTemplates } from "./input-templates.ts";

/** A place in its input, or a variable, that a state reads. */
export interface Read {
  readonly state: State;
  readonly demand: Demand;
  readonly span: Span;
}

/** What a state reads when it is entered. */
export interface StateReads {
  readonly reads: readonly Read[];
  /** Whether it also reads what no state before it can spoil: a variable, or the execution in the context. */
  readonly more: boolean;
  /** Places of which a Choice asks whether they are there. */
  readonly tested: readonly Demand[];
}

/** One path or reference; `demand` is null where it reads neither the input nor a variable for certain. */
interface Mention {
  readonly demand: Demand | null;
  readonly span: Span;
  readonly more: boolean;
}

/** What the state reads of its raw input and of the variables, for certain. */
export function readsOf(state: State): StateReads {
  const mentions = [...mentionsIn(state)];
  const tested = state.type === "Choice" ? state.choices.flatMap(({ condition }) => testedIn(condition, state)) : [];
  return {
    reads: mentions.flatMap(({ demand, span }) =>
      demand === null || tested.some((test) => isRelated(test, demand)) ? [] : [{ state, demand, span }],
    ),
    more: mentions.some(({ more }) => more),
    tested,
  };
}

/** Whether one of the places lies in the other. */
export function isRelated(one: Demand, other: Demand): boolean {
  const shared = Math.min(one.keys.length, other.keys.length);
  return one.variable === other.variable && one.keys.slice(0, shared).every((key, index) => key === other.keys[index]);
}

function* mentionsIn(state: State): Generator<Mention> {
  const dollar: Dollar = (keys) => workedOn(state, keys);
  const raw: Dollar = (keys) => ({ type: "input", demand: inputAt(keys) });
  if ("inputPath" in state && state.inputPath) yield inPath(state.inputPath, state.nameSpan, raw);
  for (const { template, before } of inputTemplates(state)) yield* inTemplate(template, before ? dollar : nothing);
  if (state.type === "Choice") for (const { condition } of state.choices) yield* inCondition(condition, dollar);
  if (handsOnInput(state)) yield mention(dollar([]), state.nameSpan);
  if ("outputPath" in state && state.outputPath) {
    yield inPath(state.outputPath, state.nameSpan, (keys) => {
      const origin = originInCombined(state, inputAt(keys));
      return origin.type === "input" && keys.length > 0 ? origin : { type: "unknown" };
    });
  }
}

const nothing: Dollar = () => ({ type: "unknown" });

/** Without Parameters or Arguments a task is called with its input. */
function handsOnInput(state: State): boolean {
  return state.type === "Task" && state.arguments === undefined;
}

function mention(source: ReturnType<Dollar>, span: Span): Mention {
  const demand = source.type === "input" ? source.demand : null;
  return { demand, span, more: demand !== null && demand.variable !== null };
}

function inPath(path: JsonPath, span: Span, dollar: Dollar): Mention {
  const demand = demandOf(path);
  if (demand === null) return { demand: null, span, more: path.text.startsWith("$$.Execution") || path.root.type === "variable" };
  return demand.variable === null ? mention(dollar(demand.keys), span) : { demand, span, more: true };
}

function* inTemplate(template: Template, dollar: Dollar): Generator<Mention> {
  switch (template.type) {
    case "literal":
      break;
    case "path":
      yield inPath(template.path, template.span, dollar);
      break;
    case "intrinsic":
      yield* inCall(template.call, template.span, dollar);
      break;
    case "jsonata":
      yield* inJsonata(template.source, template.span);
      break;
    case "object":
      for (const { value } of template.entries) yield* inTemplate(value, dollar);
      break;
    case "array":
      for (const item of template.items) yield* inTemplate(item, dollar);
      break;
  }
}

function* inCall(call: Intrinsic, span: Span, dollar: Dollar): Generator<Mention> {
  for (const argument of call.arguments) {
    if (argument.type === "path") yield inPath(argument.path, span, dollar);
    if (argument.type === "call") yield* inCall(argument.call, span, dollar);
  }
}

function* inJsonata(source: string, span: Span): Generator<Mention> {
  const { references, tentative } = jsonataReads(source);
  for (const names of references) {
    const { demand, more } = mention(sourceOfReference(names, []), span);
    yield { demand: tentative ? null : demand, span, more: more || names.slice(0, 3).join(".") === "states.context.Execution" };
  }
}

function* inCondition(condition: Condition, dollar: Dollar): Generator<Mention> {
  switch (condition.type) {
    case "and":
    case "or":
      for (const part of condition.conditions) yield* inCondition(part, dollar);
      break;
    case "not":
      yield* inCondition(condition.condition, dollar);
      break;
    case "compare":
      yield inPath(condition.variable, condition.span, dollar);
      if (condition.operand.type === "path") yield inPath(condition.operand.path, condition.span, dollar);
      break;
    case "jsonata":
      yield* inTemplate(condition.expression, dollar);
      break;
  }
}

/** What a condition asks for by IsPresent; in JSONata all that a tentative expression speaks of. */
function testedIn(condition: Condition, state: State): readonly Demand[] {
  switch (condition.type) {
    case "and":
    case "or":
      return condition.conditions.flatMap((part) => testedIn(part, state));
    case "not":
      return testedIn(condition.condition, state);
    case "compare": {
      if (condition.operator !== "IsPresent") return [];
      const { demand } = inPath(condition.variable, condition.span, (keys) => workedOn(state, keys));
      return demand === null ? [] : [demand];
    }
    case "jsonata": {
      const { expression, span } = condition;
      const { references, tentative } = jsonataReads(expression.type === "jsonata" ? expression.source : "");
      return tentative ? references.flatMap((names) => mention(sourceOfReference(names, []), span).demand ?? []) : [];
    }
  }
}
