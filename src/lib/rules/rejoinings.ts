import { hasBit, isEmptyBits } from "../base/bits.ts";
import { UNNAMED } from "../saga/failures/error-classes.ts";
import type { Failure } from "../saga/failures/failures.ts";
import { endsFlow, holdersOf, indexOf, reachable } from "../saga/graph/machine-graph.ts";
import { analysisOf, hasFallback } from "./failing.ts";
import { isCompensation } from "./recovery-chain.ts";
import { rollbackFailures } from "./rollback-failures.ts";
import type { Subject } from "./rule.ts";
import { rollsBack } from "./step-sets.ts";

/** A failure after which the saga goes on as if the step had not failed. */
export interface Rejoining extends Exit {
  /** The first that leads there; one for which more is undone, before others. */
  readonly failure: Failure;
  /**
   * Whether steps before the one that failed are undone, too: the saga cannot have been meant to do without all of them. One item of a Map
   * may be undone whole, and the others go on.
   */
  readonly undoesMore: boolean;
}

/** Where a failure leads back on the way to success. */
interface Exit {
  /** The last state before that: one of the recovery, or the step that failed. */
  readonly last: string;
  /** The first state on the way. */
  readonly next: string;
  readonly after: "rollback" | "nothing";
  /** Whether the last state ends a branch or an iteration. */
  readonly endsBranch: boolean;
}

/**
 * The failures that lead back on the way to success behind the step that failed, though work is still ahead there: after a rollback, or
 * straight from a step that has a compensation, whatever its error was. A Choice that leads back decides so, and one ahead that finds
 * failures may find this one; an alternative does the step's work.
 */
export function rejoinings(subject: Subject): readonly Rejoining[] {
  const found = new Map<string, Rejoining>();
  const exits = exitsOf(subject);
  const workFrom = workAhead(subject);
  const inIteration = (name: string): boolean => holdersOf(analysisOf(subject).graph, name).some(({ state }) => state.type === "Map");
  for (const failure of rollbackFailures(subject)) {
    for (const exit of exitsAfter(subject, failure, exits)) {
      const ahead = workFrom(exit.next);
      if (ahead === undefined || ahead.has(failure.state)) continue;
      const undoesMore = !inIteration(exit.last) && [...failure.undone].some((undone) => undone !== failure.state);
      const known = found.get(exit.last);
      if (known === undefined || (undoesMore && !known.undoesMore)) found.set(exit.last, { ...exit, failure, undoesMore });
    }
  }
  return [...found.values()];
}

/** Whether a compensation runs before a state of the recovery, or in it. */
export function rollsBackBefore(subject: Subject, { some }: Failure, last: string): boolean {
  if (!rollsBack(subject, some)) return false;
  const { graph, after } = analysisOf(subject);
  const at = indexOf(graph, last);
  return [...some].some((name) => {
    const leadsTo = after.some[indexOf(graph, name)];
    return isCompensation(subject, name) && leadsTo !== undefined && hasBit(leadsTo, at);
  });
}

/** The ways out of the recovery; a branch or iteration may say that it ends well after a rollback, and tell of it by its result. */
function exitsOf(subject: Subject): readonly Exit[] {
  const { graph, after } = analysisOf(subject);
  return graph.places.flatMap(({ index, state, parent }) => {
    const own = after.some[index];
    if (state.type === "Choice" || own === undefined || isEmptyBits(own)) return [];
    const endsBranch = parent !== null && endsFlow(state);
    if (endsBranch && subject.model.rollbackMaySucceed) return [];
    const targets = (after.next[index] ?? []).map((target) => graph.names[target] ?? "");
    return targets
      .filter((next) => isOnWay(subject, next))
      .map((next): Exit => ({ last: state.name, next, after: "rollback", endsBranch }));
  });
}

/** Of the ways out of the recovery, those that a failure takes after a rollback; or the one that its Catch takes at once. */
function exitsAfter(subject: Subject, failure: Failure, exits: readonly Exit[]): readonly Exit[] {
  const { state, error, target, some } = failure;
  const step = subject.model.steps.get(state);
  if (target === null || step?.role !== "forward" || step.optional || hasFallback(subject, failure)) return [];
  if (!isOnWay(subject, target)) return exits.filter(({ last }) => some.has(last) && rollsBackBefore(subject, failure, last));
  return error === UNNAMED && step.compensations.length > 0 ? [{ last: state, next: target, after: "nothing", endsBranch: false }] : [];
}

/** Whether the state runs only while the saga goes on, and in no other step's place. */
function isOnWay(subject: Subject, name: string): boolean {
  return analysisOf(subject).onlyForward.has(name) && !subject.model.detours.some(({ alternative }) => alternative === name);
}

/** What may run from a state on the way to success while nothing fails; undefined where no work is left there, or a Choice may find failures. */
function workAhead(subject: Subject): (name: string) => ReadonlySet<string> | undefined {
  const { graph, endings } = analysisOf(subject);
  const known = new Map<string, ReadonlySet<string> | undefined>();
  const aheadOf = (name: string): ReadonlySet<string> | undefined => {
    if (endings.maySucceed(name)) return undefined;
    const ahead = new Set(reachable(graph, [name]));
    return subject.model.failureEdges.some(({ choice }) => ahead.has(choice)) ? undefined : ahead;
  };
  return (name) => {
    if (!known.has(name)) known.set(name, aheadOf(name));
    return known.get(name);
  };
}
