import type { Catcher, Flow } from "../asl/ast.ts";
import { nestedFlows, transitionsOf } from "../asl/graph.ts";
import type { MachineGraph } from "./machine-graph.ts";
import { endsFlow } from "./machine-graph.ts";
import type { FailureEdge } from "./model.ts";

/** What runs after a state fails with some errors. */
export interface FailurePath {
  /** Names as the catcher has them; empty where a Choice found the failure in the result. */
  readonly errors: readonly string[];
  /** States that run on some way from there, in order. */
  readonly some: readonly string[];
  /** States that run on every way from there. */
  readonly always: ReadonlySet<string>;
}

/** Where a state leads when it fails: by its own catchers, by those of the Parallel or Map around it, by a Choice that tests its result. */
export function failurePaths(
  graph: MachineGraph,
  name: string,
  failureEdges: readonly FailureEdge[],
  stop: ReadonlySet<string>,
): readonly FailurePath[] {
  const byChoice = failureEdges.filter(({ step }) => step === name).map(({ target }) => path(graph, [], target, stop));
  return [...caughtPaths(graph, name, stop), ...byChoice];
}

function caughtPaths(graph: MachineGraph, name: string, stop: ReadonlySet<string>): readonly FailurePath[] {
  const place = graph.states.get(name);
  if (place === undefined) return [];
  const { state, parent } = place;
  const catchers: readonly Catcher[] = "catch" in state ? state.catch : [];
  const own = catchers.map(({ errorEquals, next }) =>
    path(
      graph,
      errorEquals.map(({ value }) => value),
      next.value,
      stop,
    ),
  );
  const escapes = !own.some(({ errors }) => errors.includes("States.ALL"));
  const failsFlow = own.some(({ some }) => some.some((reached) => graph.states.get(reached)?.state.type === "Fail"));
  // A nested flow that fails, here or after its own recovery, fails the Parallel or Map around it.
  return parent !== null && (escapes || failsFlow) ? [...own, ...caughtPaths(graph, parent, stop)] : own;
}

function path(graph: MachineGraph, errors: readonly string[], target: string, stop: ReadonlySet<string>): FailurePath {
  const flow = graph.states.get(target)?.flow;
  if (flow === undefined || stop.has(target)) return { errors, some: [], always: new Set() };
  return { errors, some: someFrom(flow, target, stop), always: alwaysFrom(flow, target, stop) };
}

function someFrom(flow: Flow, start: string, stop: ReadonlySet<string>): readonly string[] {
  const names: string[] = [];
  for (const name of inFlow(flow, start, stop)) {
    names.push(name);
    const state = flow.states.get(name);
    for (const nested of state ? nestedFlows(state) : []) names.push(...someFrom(nested, nested.startAt.value, stop));
  }
  return names;
}

/** A state is on every way where, without it, no end can be reached any more. */
function alwaysFrom(flow: Flow, start: string, stop: ReadonlySet<string>): ReadonlySet<string> {
  const always = new Set<string>();
  for (const name of inFlow(flow, start, stop)) {
    const state = flow.states.get(name);
    if (state === undefined || (name !== start && reachesEnd(flow, start, stop, name))) continue;
    always.add(name);
    for (const nested of nestedFlows(state)) for (const inner of alwaysFrom(nested, nested.startAt.value, stop)) always.add(inner);
  }
  return always;
}

function reachesEnd(flow: Flow, start: string, stop: ReadonlySet<string>, without: string): boolean {
  return inFlow(flow, start, new Set([...stop, without])).some((name) => {
    const state = flow.states.get(name);
    if (state === undefined) return false;
    return endsFlow(state) || normalTargets(flow, name).some((target) => stop.has(target));
  });
}

/** The states of the flow that can be reached without a failure, in reverse postorder. */
function inFlow(flow: Flow, start: string, stop: ReadonlySet<string>): readonly string[] {
  const seen = new Set<string>();
  const done: string[] = [];
  function visit(name: string): void {
    if (seen.has(name) || stop.has(name) || !flow.states.has(name)) return;
    seen.add(name);
    for (const target of normalTargets(flow, name).toReversed()) visit(target);
    done.push(name);
  }
  visit(start);
  return done.reverse();
}

function normalTargets(flow: Flow, name: string): readonly string[] {
  const state = flow.states.get(name);
  if (state === undefined) return [];
  return transitionsOf(state)
    .filter(({ type }) => type !== "catch")
    .map(({ target }) => target.value);
}
