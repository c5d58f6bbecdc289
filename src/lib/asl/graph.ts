import type { Catcher, ChoiceRule, Flow, State, Text } from "./ast.ts";

/** One way out of a state. */
export interface Transition {
  /** `next`: on success; `choice` and `default`: by a Choice; `catch`: on an error that the catcher names. */
  readonly type: "next" | "choice" | "default" | "catch";
  readonly target: Text;
  /** The field that names the target, for messages. */
  readonly field: "Next" | "Default" | "A choice rule's Next" | "A catcher's Next";
  /** Which rule of Choices or entry of Catch; 0 elsewhere. */
  readonly index: number;
}

/** Every way out of a state, in the order of the definition; its nested flows are not looked into. */
export function transitionsOf(state: State): readonly Transition[] {
  switch (state.type) {
    case "Choice": {
      const rules = state.choices.map(ruleTo);
      return state.default ? rules.concat({ type: "default", target: state.default, field: "Default", index: 0 }) : rules;
    }
    case "Succeed":
    case "Fail":
      return NO_WAYS;
    case "Pass":
    case "Wait":
      return nextOf(state.next);
    case "Task":
    case "Parallel":
    case "Map":
      return state.catch.length === 0 ? nextOf(state.next) : nextOf(state.next).concat(state.catch.map(catcherTo));
  }
}

function nextOf(next: Text | undefined): readonly Transition[] {
  return next ? [{ type: "next", target: next, field: "Next", index: 0 }] : NO_WAYS;
}

function ruleTo({ next }: ChoiceRule, index: number): Transition {
  return { type: "choice", target: next, field: "A choice rule's Next", index };
}

function catcherTo({ next }: Catcher, index: number): Transition {
  return { type: "catch", target: next, field: "A catcher's Next", index };
}

const NO_WAYS: readonly Transition[] = [];

/** Adds the names of the states that a state leads to, in the order of the definition. */
export function addTargets(names: Set<string>, state: State): void {
  if (state.type === "Choice") {
    for (const { next } of state.choices) names.add(next.value);
    if (state.default) names.add(state.default.value);
  } else {
    if ("next" in state && state.next) names.add(state.next.value);
    if ("catch" in state) for (const { next } of state.catch) names.add(next.value);
  }
}

/** Whether a state ends its flow, or would if it were complete: errors alone lead on from it. */
export function endsFlow(state: State): boolean {
  if (state.type === "Choice") return state.choices.length === 0 && state.default === undefined;
  return !("next" in state) || state.next === undefined || state.end;
}

/** The states of the flow that can be reached from its start, or from another state; `follow` says which transitions count. */
export function reachableStates(
  flow: Flow,
  from: string = flow.startAt.value,
  follow: (transition: Transition, state: State) => boolean = () => true,
): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const state = flow.states.get(name);
    if (state === undefined || reached.has(name)) continue;
    reached.add(name);
    for (const transition of transitionsOf(state)) {
      if (follow(transition, state)) open.push(transition.target.value);
    }
  }
  return reached;
}

/** The flows that a state holds: branches of a Parallel, the processor of a Map. */
export function nestedFlows(state: State): readonly Flow[] {
  if (state.type === "Parallel") return state.branches;
  return state.type === "Map" ? [state.processor] : NO_FLOWS;
}

/** What most states hold: one for all, since machines of thousands of states are asked several times. */
const NO_FLOWS: readonly Flow[] = [];

/** The flow and every flow nested in it, outer before inner. */
export function allFlows(flow: Flow): readonly Flow[] {
  const flows: Flow[] = [];
  addFlows(flows, flow);
  return flows;
}

function addFlows(flows: Flow[], flow: Flow): void {
  flows.push(flow);
  for (const state of flow.states.values()) {
    for (const nested of nestedFlows(state)) addFlows(flows, nested);
  }
}

/** Every state of the flow and of the flows nested in it, outer before inner. */
export function allStates(flow: Flow): readonly State[] {
  const states: State[] = [];
  addStates(states, flow);
  return states;
}

function addStates(states: State[], flow: Flow): void {
  for (const state of flow.states.values()) {
    states.push(state);
    for (const nested of nestedFlows(state)) addStates(states, nested);
  }
}
