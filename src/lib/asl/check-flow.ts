import { didYouMean } from "../base/near-names.ts";
import type { Flow, Text } from "./ast.ts";
import type { Transition } from "./graph.ts";
import { transitionsOf } from "./graph.ts";
import type { ParseContext } from "./parse-context.ts";
import { report, warn } from "./parse-context.ts";
import { hasToken } from "./symbolic.ts";

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
  const elsewhere: Text[] = [];
  let ends = false;
  for (const state of flow.states.values()) {
    const transitions = transitionsOf(state);
    ends ||= transitions.every(isCatch);
    for (const { target, field } of transitions) {
      if (names.has(target.value)) continue;
      elsewhere.push(target);
      checkTarget(context, target, field, names);
    }
  }
  // A state that could not be read may lead anywhere, and end anything.
  if (flow.states.size < names.size || flow.states.size === 0) return;
  if (!ends && elsewhere.length === 0) reportEndless(context, flow, outline);
  if (ends && !elsewhere.some(({ value }) => hasToken(value))) checkReachable(context, flow, startAt);
}

function checkTarget(context: ParseContext, { value, span }: Text, what: string, names: FlowOutline["names"]): void {
  if (names.has(value) || hasToken(value)) return;
  report(context, "unknown-target", span, `${what} names "${value}", which is not a state here`, didYouMean(value, names));
}

/** A state ends its flow, or would if it were complete, where errors alone lead on from it. */
function isCatch({ type }: Transition): boolean {
  return type === "catch";
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

function checkReachable(context: ParseContext, { states }: Flow, startAt: Text | undefined): void {
  if (startAt === undefined || !states.has(startAt.value)) return;
  const reached = new Set([startAt.value, ...context.lostTargets]);
  // It grows while it is walked.
  for (const name of reached) {
    const state = states.get(name);
    if (state) for (const { target } of transitionsOf(state)) reached.add(target.value);
  }
  for (const { name, nameSpan } of states.values()) {
    if (!reached.has(name))
      report(context, "unreachable-state", nameSpan, `No path leads to "${name}"`, "Name it in a Next, or delete it.");
  }
}
