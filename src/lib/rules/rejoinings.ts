import { hasBit } from "../base/bits.ts";
import type { Failure } from "../saga/failures/failures.ts";
import { indexOf, reachable } from "../saga/graph/machine-graph.ts";
import { analysisOf, hasFallback } from "./failing.ts";
import { isCompensation } from "./recovery-chain.ts";
import { rollbackFailures } from "./rollback-failures.ts";
import type { Subject } from "./rule.ts";

/** A rollback after which the saga goes on as if the step had not failed. */
export interface Rejoining {
  /** The last state of the rollback, and the one on the way to success that it leads to. */
  readonly last: string;
  readonly next: string;
  /** The first failure that it follows; one for which it undoes more, before others. */
  readonly failure: Failure;
  /** Whether steps before the one that failed are undone, too: the saga cannot have been meant to do without all of them. */
  readonly undoesMore: boolean;
}

/** A place where the recovery leads back to work, and what may run from there while nothing fails. */
interface Join {
  readonly last: string;
  readonly next: string;
  readonly ahead: ReadonlySet<string>;
}

/**
 * The rollbacks that lead back on the way to success behind the step that failed, though work is still ahead there. A Choice that leads back
 * decides so, and one ahead that finds failures may find this one; an alternative does the step's work.
 */
export function rejoinings(subject: Subject): readonly Rejoining[] {
  const joins = joinsOf(subject);
  if (joins.length === 0) return [];
  const found = new Map<string, Rejoining>();
  for (const failure of rollbackFailures(subject)) {
    const step = subject.model.steps.get(failure.state);
    if (step?.role !== "forward" || step.optional || hasFallback(subject, failure)) continue;
    for (const { last, next, ahead } of joins) {
      if (ahead.has(failure.state) || !failure.some.has(last) || !rollsBackBefore(subject, failure, last)) continue;
      const undoesMore = [...failure.undone].some((undone) => undone !== failure.state);
      const known = found.get(last);
      if (known === undefined || (undoesMore && !known.undoesMore)) found.set(last, { last, next, failure, undoesMore });
    }
  }
  return [...found.values()];
}

/** Whether a compensation runs before a state of the recovery, or in it. */
export function rollsBackBefore(subject: Subject, { some }: Failure, last: string): boolean {
  const { graph, after } = analysisOf(subject);
  const at = indexOf(graph, last);
  return [...some].some((name) => {
    const leadsTo = after.some[indexOf(graph, name)];
    return isCompensation(subject, name) && leadsTo !== undefined && hasBit(leadsTo, at);
  });
}

function joinsOf(subject: Subject): readonly Join[] {
  const { graph, forward, after } = analysisOf(subject);
  const { steps, detours, failureEdges } = subject.model;
  const alternatives = new Set(detours.map(({ alternative }) => alternative));
  const isWork = (name: string): boolean => steps.get(name)?.role === "forward" && steps.get(name)?.takesBack === undefined;
  return graph.places.flatMap(({ index, state: { name, type } }) => {
    if (type === "Choice" || after.some[index]?.every((bits) => bits === 0) !== false) return [];
    return (after.next[index] ?? []).flatMap((target): readonly Join[] => {
      const next = graph.names[target] ?? "";
      if (!forward.has(next) || steps.get(next)?.takesBack !== undefined || alternatives.has(next)) return [];
      const ahead = new Set(reachable(graph, [next]));
      return [...ahead].some(isWork) && !failureEdges.some(({ choice }) => ahead.has(choice)) ? [{ last: name, next, ahead }] : [];
    });
  });
}
