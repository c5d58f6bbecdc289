import type { ChoiceState, Condition, State } from "../../asl/ast.ts";
import { oncePer } from "../../base/once-per.ts";
import type { Span } from "../../base/span.ts";
import type { Intrinsic } from "../../expr/intrinsic.ts";
import type { JsonPath } from "../../expr/json-path.ts";
import { jsonataReads } from "../../expr/jsonata-reads.ts";
import type { Template } from "../../expr/template.ts";
import type { Demand } from "./data-demand.ts";
import { demandOf, inputAt } from "./data-demand.ts";
import { originInCombined, workedOn } from "./data-output.ts";
import type { Source } from "./data-shape.ts";
import { sourceOfReference } from "./data-shape.ts";
import type { Dollar } from "./data-source.ts";
import { inputTemplates } from "./input-templates.ts";

/** A place in its input, or a variable, that a state reads. */
export interface Read {
  readonly state: State;
  readonly demand: Demand;
  readonly span: Span;
  /** Whether the state goes on as it is meant to where nothing is there, as a Choice that compares in JSONata. */
  readonly optional: boolean;
}

/** What a state reads when it is entered. */
export interface StateReads {
  readonly reads: readonly Read[];
  /** Whether it also reads what no state before it can spoil: a variable, or the execution in the context. */
  readonly readsElsewhere: boolean;
  /** Places of which a Choice asks whether they are there. */
  readonly tested: readonly Demand[];
}

/** What the state reads of its raw input and of the variables, for certain; looked for once. */
export const readsOf: (state: State) => StateReads = oncePer((state: State) => {
  const found: Found = { state, reads: [], readsElsewhere: false, optional: false };
  lookInto(found);
  const { reads, readsElsewhere } = found;
  const tested = state.type === "Choice" ? testedBy(state) : NOTHING;
  return {
    reads: tested.length === 0 ? reads : reads.filter(({ demand }) => !tested.some((test) => isRelated(test, demand))),
    readsElsewhere,
    tested,
  };
});

/** Whether one of the places lies in the other. */
export function isRelated(one: Demand, other: Demand): boolean {
  const shared = Math.min(one.keys.length, other.keys.length);
  return one.variable === other.variable && one.keys.slice(0, shared).every((key, index) => key === other.keys[index]);
}

const NOTHING: readonly Demand[] = [];

/** What a look at a state has found so far. */
interface Found {
  readonly state: State;
  readonly reads: Read[];
  readsElsewhere: boolean;
  optional: boolean;
}

function lookInto(found: Found): void {
  const { state } = found;
  const dollar: Dollar = (keys) => workedOn(state, keys);
  if ("inputPath" in state && state.inputPath) inPath(found, state.inputPath, state.nameSpan, inRawInput);
  for (const { template, before, passesOn } of inputTemplates(state)) {
    const from = found.reads.length;
    inTemplate(found, template, before ? dollar : inResult);
    // Who passes its whole input on does not need anything of it.
    if (passesOn) found.reads.push(...found.reads.splice(from).filter(({ demand }) => demand.variable !== null || demand.keys.length > 0));
  }
  if (state.type === "Choice") for (const { condition } of state.choices) inCondition(found, condition, dollar);
  // Without Parameters or Arguments a task is called with its input.
  if (state.type === "Task" && state.arguments === undefined) note(found, dollar([]), state.nameSpan);
  if ("outputPath" in state && state.outputPath) {
    inPath(found, state.outputPath, state.nameSpan, (keys) => {
      const origin = originInCombined(state, inputAt(keys));
      return origin.type === "input" && keys.length > 0 ? origin : { type: "unknown" };
    });
  }
}

const inRawInput: Dollar = (keys) => ({ type: "input", demand: inputAt(keys) });
const inResult: Dollar = () => ({ type: "unknown" });

function note(found: Found, source: Source, span: Span): void {
  if (source.type !== "input") return;
  found.reads.push({ state: found.state, demand: source.demand, span, optional: found.optional });
  if (source.demand.variable !== null) found.readsElsewhere = true;
}

function inPath(found: Found, path: JsonPath, span: Span, dollar: Dollar): void {
  const demand = demandOf(path);
  if (demand !== null) note(found, demand.variable === null ? dollar(demand.keys) : { type: "input", demand }, span);
  else if (path.root.type === "variable" || path.text.startsWith("$$.Execution")) found.readsElsewhere = true;
}

function inTemplate(found: Found, template: Template, dollar: Dollar): void {
  switch (template.type) {
    case "literal":
      break;
    case "path":
      inPath(found, template.path, template.span, dollar);
      break;
    case "intrinsic":
      inCall(found, template.call, template.span, dollar);
      break;
    case "jsonata":
      inJsonata(found, template.source, template.span);
      break;
    case "object":
      for (const { value } of template.entries) inTemplate(found, value, dollar);
      break;
    case "array":
      for (const item of template.items) inTemplate(found, item, dollar);
      break;
  }
}

function inCall(found: Found, call: Intrinsic, span: Span, dollar: Dollar): void {
  for (const argument of call.arguments) {
    if (argument.type === "path") inPath(found, argument.path, span, dollar);
    if (argument.type === "call") inCall(found, argument.call, span, dollar);
  }
}

function inJsonata(found: Found, source: string, span: Span): void {
  const { references, tentative } = jsonataReads(source);
  for (const names of references) {
    const read = sourceOfReference(names, []);
    if (!tentative) note(found, read, span);
    const isVariable = read.type === "input" && read.demand.variable !== null;
    if (isVariable || names.slice(0, 3).join(".") === "states.context.Execution") found.readsElsewhere = true;
  }
}

function inCondition(found: Found, condition: Condition, dollar: Dollar): void {
  switch (condition.type) {
    case "and":
    case "or":
      for (const part of condition.conditions) inCondition(found, part, dollar);
      break;
    case "not":
      inCondition(found, condition.condition, dollar);
      break;
    case "compare":
      inPath(found, condition.variable, condition.span, dollar);
      if (condition.operand.type === "path") inPath(found, condition.operand.path, condition.span, dollar);
      break;
    case "jsonata":
      found.optional = condition.expression.type === "jsonata" && jsonataReads(condition.expression.source).decides;
      inTemplate(found, condition.expression, dollar);
      found.optional = false;
      break;
  }
}

/** What a Choice asks for by IsPresent; in JSONata all that a tentative expression speaks of. */
function testedBy(choice: ChoiceState): readonly Demand[] {
  const found: Found = { state: choice, reads: [], readsElsewhere: false, optional: false };
  for (const { condition } of choice.choices) addTested(found, condition);
  return found.reads.map(({ demand }) => demand);
}

function addTested(found: Found, condition: Condition): void {
  switch (condition.type) {
    case "and":
    case "or":
      for (const part of condition.conditions) addTested(found, part);
      break;
    case "not":
      addTested(found, condition.condition);
      break;
    case "compare":
      if (condition.operator === "IsPresent") inPath(found, condition.variable, condition.span, (keys) => workedOn(found.state, keys));
      break;
    case "jsonata": {
      const { references, tentative } = jsonataReads(condition.expression.type === "jsonata" ? condition.expression.source : "");
      if (tentative) for (const names of references) note(found, sourceOfReference(names, []), condition.span);
    }
  }
}
