import type { Catcher, TaskState } from "../../asl/ast.ts";
import type { TemplateEntry } from "../../expr/template.ts";
import { sameTemplate } from "../../expr/same-template.ts";
import { isWithin } from "../dataflow/data-demand.ts";
import { isErrorPart } from "../dataflow/data-made.ts";
import { readsOf } from "../dataflow/data-reads.ts";
import type { LoneState } from "../words/see-state.ts";
import { taskIntegration } from "../words/task-integration.ts";

/**
 * Whether a step, which a failure of another leads straight to, takes that one's place: it is called in the same way, is given the same or leaves
 * its result in the same place, and leads to the same state. What is told of the failure only puts it on record.
 */
export function standsInFor({ place, nature }: LoneState, failing: LoneState): boolean {
  const failed = failing.place;
  if (place.type !== "Task" || failed.type !== "Task" || nature.confidence === "guess") return false;
  const catcher = failed.catch.find(({ next }) => next.value === place.name);
  if (catcher === undefined || place.next?.value !== failed.next?.value || !isCalledAlike(place, failed)) return false;
  return (leavesAlike(place, failed) || isGivenAlike(place, failed)) && !isTold(place, catcher);
}

function isCalledAlike(one: TaskState, other: TaskState): boolean {
  const [a, b] = [taskIntegration(one), taskIntegration(other)];
  return a.kind === b.kind && a.service === b.service && a.action === b.action && a.pattern === b.pattern;
}

/** Whether both say where their result is to be, and it is the same place. */
function leavesAlike(one: TaskState, other: TaskState): boolean {
  if (one.resultPath && other.resultPath && one.resultPath.segments.length > 0) return one.resultPath.text === other.resultPath.text;
  return [one.assign, one.output].some(
    (template, index) => template !== undefined && sameTemplate(template, [other.assign, other.output][index]),
  );
}

/** Whether what both are given is the same, but for what is written out, such as the function's name. */
function isGivenAlike(one: TaskState, other: TaskState): boolean {
  const [a, b] = [filledIn(one), filledIn(other)];
  if (a.length === 0 || a.length !== b.length) return false;
  const readsField = readsOf(one).reads.some(({ demand }) => demand.variable !== null || demand.keys.length > 0);
  return readsField && a.every(({ key, value }) => b.some((entry) => entry.key === key && sameTemplate(entry.value, value)));
}

function filledIn({ arguments: given }: TaskState): readonly TemplateEntry[] {
  return given?.type === "object" ? given.entries.filter(({ value }) => value.type !== "literal") : [];
}

/** Whether it reads what the catcher put down of the error. */
function isTold(place: TaskState, { resultPath }: Catcher): boolean {
  const told = resultPath?.keys ?? [];
  return readsOf(place).reads.some(
    ({ demand }) => isErrorPart(demand) || (demand.keys.length > 0 && told.length > 0 && isWithin(demand.keys, told)),
  );
}
