import { didYouMean } from "../base/near-names.ts";
import type { ObjectNode } from "../source/node.ts";
import type { Flow, Text } from "./ast.ts";
import { addTargets, endsFlow, transitionsOf } from "./graph.ts";
import type { ParseContext } from "./parse-context.ts";
import { isUnread, report, warn } from "./parse-context.ts";
import { hasToken, isFunctionKey } from "./symbolic.ts";

/** What the parser knows of a flow beyond its tree. */
export interface FlowOutline {
  /** The members of States, those of states that could not be read, too; undefined where States itself could not be. */
  readonly members: ObjectNode["members"] | undefined;
  /** Undefined where the flow has none. */
  readonly startAt: Text | undefined;
  readonly outermost: boolean;
}

/** Every Next, Default and StartAt names a state of the same flow; every state can be reached; and the flow can end. */
export function checkFlow(context: ParseContext, flow: Flow, outline: FlowOutline): void {
  const { members, startAt } = outline;
  if (members === undefined || (flow.states.size === members.length && startAt && isSound(flow, startAt.value))) return;
  // States that are not written down by their names: any name may be one of them.
  if (members.some(({ key }) => hasToken(key) || isFunctionKey(key))) return;
  const names = new Set(members.map(({ key }) => key));
  if (startAt) checkTarget(context, startAt, "StartAt", names);
  const elsewhere = checkTargets(context, flow, names);
  // What could not be read may lead anywhere, and end anything.
  if (flow.states.size < names.size || flow.states.size === 0 || isUnread(context)) return;
  const ends = [...flow.states.values()].some(endsFlow);
  if (!ends && elsewhere.length === 0) reportEndless(context, flow, outline);
  if (ends && !elsewhere.some(({ value }) => hasToken(value))) checkReachable(context, flow, startAt);
}

/** Whether all is well, which one walk from the start tells: it comes to every state, to nothing else, and to an end. */
function isSound({ states }: Flow, start: string): boolean {
  const reached = new Set([start]);
  let ends = false;
  for (const name of reached) {
    const state = states.get(name);
    if (state === undefined) return false;
    addTargets(reached, state);
    ends ||= endsFlow(state);
  }
  return ends && reached.size === states.size;
}

function checkTargets(context: ParseContext, { states }: Flow, names: ReadonlySet<string>): readonly Text[] {
  const elsewhere: Text[] = [];
  for (const state of states.values()) {
    for (const { target, field } of transitionsOf(state)) {
      if (names.has(target.value)) continue;
      elsewhere.push(target);
      checkTarget(context, target, field, names);
    }
  }
  return elsewhere;
}

function checkTarget(context: ParseContext, { value, span }: Text, what: string, names: ReadonlySet<string>): void {
  if (names.has(value) || hasToken(value)) return;
  report(context, "unknown-target", span, `${what} names "${value}", which is not a state here`, didYouMean(value, names));
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
    if (state) addTargets(reached, state);
  }
  for (const { name, nameSpan } of states.values()) {
    if (!reached.has(name))
      report(context, "unreachable-state", nameSpan, `No path leads to "${name}"`, "Name it in a Next, or delete it.");
  }
}
