import type { Catcher, ChoiceRule, State } from "../../asl/ast.ts";
import { lazily } from "../../base/lazily.ts";
import type { Template } from "../../expr/template.ts";
import type { Demand, Keys } from "./data-demand.ts";
import { isWithin } from "./data-demand.ts";
import type { MadePart } from "./data-shape.ts";
import { partsOfTemplate, partsOfValue } from "./data-source.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";

/** Whether who has compared the one place in a Choice may know by it whether the other is there. */
export type Tells = (choice: State, compared: Demand, demand: Demand) => boolean;

/**
 * Places tell of others where a state sets both at once (`completed` beside `paymentId`), and where some state sets them to a constant:
 * a flag, a status, the name of the step that failed, by which an execution notes how far it has come.
 */
export function tellsIn({ places, states }: MachineGraph): Tells {
  const all = lazily(() => places.flatMap(({ state, flow }) => settingsOf(state).map((parts) => ({ flow, parts }))));
  return (choice, compared, demand) => {
    // The branches of a Parallel have an input of their own each.
    const own = states.get(choice.name)?.flow;
    return all().some(({ flow, parts }) => (compared.variable !== null || flow === own) && tellsBy(parts, compared, demand));
  };
}

function tellsBy(parts: Setting, compared: Demand, demand: Demand): boolean {
  return parts.some((part) => {
    if (!sets(part, compared)) return false;
    return (
      part.isConstant || (part.place.keys.length === compared.keys.length && parts.some((other) => other !== part && sets(other, demand)))
    );
  });
}

/** What is set on one way out of a state. */
type Setting = readonly SetPart[];

interface SetPart {
  readonly place: Demand;
  readonly isConstant: boolean;
}

function sets({ place }: SetPart, { variable, keys }: Demand): boolean {
  return place.variable === variable && isWithin(keys, place.keys);
}

function settingsOf(state: State): readonly Setting[] {
  if (state.type === "Fail") return [];
  const others: readonly (Catcher | ChoiceRule)[] = "catch" in state ? state.catch : state.type === "Choice" ? state.choices : [];
  return [[...settingOf(state), ...resultOf(state)], ...others.map(settingOf)].filter((setting) => setting.length > 0);
}

function settingOf({ output, assign }: { readonly output: Template | undefined; readonly assign: Template | undefined }): Setting {
  const variables = assign === undefined ? [] : partsOfTemplate(assign, []).flatMap(inVariable);
  return output === undefined ? variables : [...partsOfTemplate(output, []).flatMap(inInput), ...variables];
}

/** What a JSONPath state puts at its ResultPath. */
function resultOf(state: State): Setting {
  if (!("resultPath" in state) || state.queryLanguage !== "JSONPath" || state.resultPath === null) return [];
  const at = state.resultPath?.keys ?? [];
  return partsOfWork(state, at).flatMap(inInput);
}

type Worker = Extract<State, { readonly resultPath: unknown }>;

function partsOfWork(state: Worker, at: Keys): readonly MadePart[] {
  if (state.type === "Pass" && state.result !== undefined) return partsOfValue(state.result, at);
  const template = state.type === "Pass" ? state.arguments : state.resultSelector;
  return template ? partsOfTemplate(template, at) : [{ keys: at, source: { type: "unknown" } }];
}

/** The whole of the input tells nothing. */
function inInput({ keys, source }: MadePart): Setting {
  return keys.length === 0 ? [] : [{ place: { variable: null, keys }, isConstant: source.type === "constant" }];
}

function inVariable({ keys: [variable, ...keys], source }: MadePart): Setting {
  return typeof variable === "string" ? [{ place: { variable, keys }, isConstant: source.type === "constant" }] : [];
}
