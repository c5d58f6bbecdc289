import type { ChoiceRule, ChoiceState, Condition, State, TaskState } from "../asl/ast.ts";
import { addBit, hasBit, noBits } from "../base/bits.ts";
import type { Ways } from "./closure.ts";
import type { Demand } from "./data-demand.ts";
import { demandText } from "./data-demand.ts";
import { originOf } from "./data-output.ts";
import { readsOf } from "./data-reads.ts";
import { sourceOfReference } from "./data-shape.ts";
import { referencesIn } from "./data-source.ts";
import type { MachineGraph } from "./machine-graph.ts";
import { indexOf } from "./machine-graph.ts";

/**
 * The one step whose own result a Choice tests: the task before it, where the rules read what that task wrote. Null where there is
 * no such one. `before` gives the states that lead to a state, all by index.
 */
export function testedStep(graph: MachineGraph, choice: ChoiceState, before: Ways): string | null {
  const { tasks, between } = statesBefore(graph, indexOf(graph, choice.name), before);
  const [task, ...others] = tasks;
  if (task === undefined || others.length > 0) return null;
  return choice.choices.some((rule) => readsResultOf(rule, task, between)) ? task.name : null;
}

interface Before {
  /** The tasks that may have run last before the state. */
  readonly tasks: readonly TaskState[];
  /** What may have run since. */
  readonly between: readonly State[];
}

function statesBefore({ places }: MachineGraph, index: number, before: Ways): Before {
  const tasks: TaskState[] = [];
  const between: State[] = [];
  const seen = noBits(places.length);
  addBit(seen, index);
  const open = [index];
  for (let target = open.pop(); target !== undefined; target = open.pop()) {
    for (const source of before[target] ?? []) {
      const state = places[source]?.state;
      if (state === undefined || hasBit(seen, source)) continue;
      addBit(seen, source);
      if (state.type === "Task") tasks.push(state);
      else {
        between.push(state);
        open.push(source);
      }
    }
  }
  return { tasks, between };
}

function readsResultOf({ condition }: ChoiceRule, task: TaskState, between: readonly State[]): boolean {
  const result = task.resultPath === null ? undefined : (task.resultPath?.text ?? "$");
  return testsOf(condition).some((test) => {
    if (typeof test !== "string") return stemsFrom(task, test, between);
    return result !== undefined && (test === result || test.startsWith(`${result}.`) || test.startsWith(`${result}[`));
  });
}

/** What a condition reads: paths, and what JSONata expressions name. */
function testsOf(condition: Condition): readonly (string | Demand)[] {
  switch (condition.type) {
    case "and":
    case "or":
      return condition.conditions.flatMap(testsOf);
    case "not":
      return testsOf(condition.condition);
    case "compare":
      return [condition.variable.text];
    case "jsonata":
      return referencesIn(condition.expression).flatMap((names) => {
        const source = sourceOfReference(names, []);
        return source.type === "input" ? [source.demand] : [];
      });
  }
}

/** Whether what is there at the end may come from the task's result, by what the states in between made of it. */
function stemsFrom(task: TaskState, test: Demand, between: readonly State[]): boolean {
  const demands = new Map([[demandText(test), test]]);
  // The map grows while it is walked through.
  for (const demand of demands.values()) {
    // What the task's fields do not hold is what the person looked for in its result, too.
    if (originOf(task, null, demand).type !== "input") return true;
    for (const state of between) {
      const origin = originOf(state, null, demand);
      const read =
        origin.type === "input" ? [origin.demand] : origin.type === "absent" ? [] : readsOf(state).reads.map((each) => each.demand);
      if (demands.size < MOST_DEMANDS) for (const each of read) demands.set(demandText(each), each);
    }
  }
  return false;
}

/** Far more than the few states between a task and the Choice behind it read. */
const MOST_DEMANDS = 100;
