import { didYouMean } from "../base/near-names.ts";
import type { Flow, State, Text } from "./ast.ts";
import type { Transition } from "./graph.ts";
import { reachableStates, transitionsOf } from "./graph.ts";
import type { ParseContext } from "./parse-context.ts";
import { hasToken, report, warn } from "./parse-context.ts";

/** What the parser knows of a flow beyond its tree. */
export interface FlowOutline {
  /** The names of States, those of states that could not be read, too. */
  readonly names: ReadonlySet<string>;
  /** Undefined where the flow has none. */
  readonly startAt: Text | undefined;
  readonly outermost: boolean;
}

/** Every Next, Default and StartAt names a state of the same flow; every state can be reached; and the flow can end. */
export function checkFlow(context: ParseContext, flow: Flow, outline: FlowOutline): void {
  const { names, startAt } = outline;
  if (startAt) checkTarget(context, startAt, "StartAt", names);
  const elsewhere = targetsElsewhere(flow, names);
  for (const { target, field: name } of elsewhere) checkTarget(context, target, name, names);
  // A state that could not be read may lead anywhere, and end anything.
  if (flow.states.size < names.size || flow.states.size === 0) return;
  if (![...flow.states.values()].some(isTerminal)) {
    if (elsewhere.length === 0) reportEndless(context, flow, outline);
  } else if (!elsewhere.some(({ target }) => hasToken(target.value))) checkReachable(context, flow, outline);
}

/** The transitions that lead to no state of the flow. */
function targetsElsewhere(flow: Flow, names: FlowOutline["names"]): readonly Transition[] {
  const found: Transition[] = [];
  for (const state of flow.states.values()) {
    for (const transition of transitionsOf(state)) if (!names.has(transition.target.value)) found.push(transition);
  }
  return found;
}

function checkTarget(context: ParseContext, { value, span }: Text, what: string, names: FlowOutline["names"]): void {
  if (names.has(value) || hasToken(value)) return;
  report(context, "unknown-target", span, `${what} names "${value}", which is not a state here`, didYouMean(value, names));
}

/** A state that ends its flow, or would if it were complete: errors alone lead on from it. */
function isTerminal(state: State): boolean {
  return transitionsOf(state).every(({ type }) => type === "catch");
}

/** AWS asks it of the whole machine only: a branch without an end is accepted, and never ends. */
function reportEndless(context: ParseContext, flow: Flow, { outermost, startAt }: FlowOutline): void {
  const [message, hint] = [
    "No state ends this flow: an execution could only go round",
    'Give the last state "End": true, or add a Succeed.',
  ];
  const span = startAt?.span ?? flow.span;
  if (outermost) report(context, "no-terminal-state", span, message, hint);
  else warn(context, "no-terminal-state", span, message, hint);
}

function checkReachable(context: ParseContext, flow: Flow, { names, startAt }: FlowOutline): void {
  if (startAt === undefined || !names.has(startAt.value)) return;
  const starts = [startAt.value, ...[...context.lostTargets].filter((name) => names.has(name))];
  const reachable = new Set(starts.flatMap((start) => [...reachableStates(flow, start)]));
  if (reachable.size === flow.states.size) return;
  for (const { name, nameSpan } of flow.states.values()) {
    if (!reachable.has(name)) {
      report(context, "unreachable-state", nameSpan, `No path leads to "${name}"`, "Name it in a Next, or delete it.");
    }
  }
}
