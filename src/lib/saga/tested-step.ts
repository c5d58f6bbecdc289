import type { ChoiceRule, ChoiceState, Condition, TaskState } from "../asl/ast.ts";
import { addBit, hasBit, noBits } from "../base/bits.ts";
import type { Ways } from "./closure.ts";
import type { MachineGraph } from "./machine-graph.ts";
import { indexOf } from "./machine-graph.ts";

/**
 * The one step whose own result a Choice tests: the task before it, where the rules read what that task wrote. Null where there is
 * no such one. `before` gives the states that lead to a state, all by index.
 */
export function testedStep(graph: MachineGraph, choice: ChoiceState, before: Ways): string | null {
  const [task, ...others] = tasksBefore(graph, indexOf(graph, choice.name), before);
  if (task === undefined || others.length > 0) return null;
  return choice.choices.some((rule) => readsResultOf(rule, task)) ? task.name : null;
}

/** The tasks that may have run last before the state. */
function tasksBefore({ places }: MachineGraph, index: number, before: Ways): readonly TaskState[] {
  const found: TaskState[] = [];
  const seen = noBits(places.length);
  addBit(seen, index);
  const open = [index];
  for (let target = open.pop(); target !== undefined; target = open.pop()) {
    for (const source of before[target] ?? []) {
      const state = places[source]?.state;
      if (state === undefined || hasBit(seen, source)) continue;
      addBit(seen, source);
      if (state.type === "Task") found.push(state);
      else open.push(source);
    }
  }
  return found;
}

function readsResultOf({ condition }: ChoiceRule, task: TaskState): boolean {
  const result = task.resultPath === null ? undefined : (task.resultPath?.text ?? "$");
  return pathsOf(condition).some((path) => {
    // A JSONata expression reads the result through variables or the output; which one cannot be told without running it.
    if (path === null) return true;
    return result !== undefined && (path === result || path.startsWith(`${result}.`) || path.startsWith(`${result}[`));
  });
}

/** The paths a condition reads; null for a JSONata expression. */
function pathsOf(condition: Condition): readonly (string | null)[] {
  switch (condition.type) {
    case "and":
    case "or":
      return condition.conditions.flatMap(pathsOf);
    case "not":
      return pathsOf(condition.condition);
    case "compare":
      return [condition.variable.text];
    case "jsonata":
      return [null];
  }
}
