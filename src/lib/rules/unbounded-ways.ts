import type { ChoiceState, Condition } from "../asl/ast.ts";
import type { Ways } from "../saga/graph/closure.ts";
import type { MachineGraph, StatePlace } from "../saga/graph/machine-graph.ts";
import { catchersOf } from "../saga/graph/ways-out.ts";
import type { SagaModel } from "../saga/model.ts";

/** Where every state leads, on an error too, by index; nowhere from a Choice that may count, and so end a loop. */
export function unboundedWays(graph: MachineGraph, { failureEdges }: SagaModel): Ways {
  // As long as the step fails, such a Choice goes the same way.
  const ofResults = new Set(failureEdges.flatMap(({ choice, step }) => (step === null ? [] : [choice])));
  const mayCount = (state: ChoiceState): boolean =>
    !ofResults.has(state.name) || state.choices.some(({ condition }) => comparesOrder(condition));
  return graph.places.map((place) => (place.state.type === "Choice" && mayCount(place.state) ? NOWHERE : waysOf(graph, place)));
}

function waysOf({ states, next }: MachineGraph, { index, state }: StatePlace): readonly number[] {
  const ways = next[index] ?? NOWHERE;
  const catchers = catchersOf(state);
  if (catchers.length === 0) return ways;
  // What is walked last closes the loop: a failure, not the way to success.
  const both: number[] = [];
  for (const catcher of catchers) {
    const target = states.get(catcher.next.value);
    if (target !== undefined) both.push(target.index);
  }
  return both.concat(ways);
}

const NOWHERE: readonly number[] = [];

/** Whether it asks how much of something there is, such as attempts. */
function comparesOrder(condition: Condition): boolean {
  switch (condition.type) {
    case "and":
    case "or":
      return condition.conditions.some(comparesOrder);
    case "not":
      return comparesOrder(condition.condition);
    case "compare":
      return condition.operator.includes("Than");
    case "jsonata":
      return condition.expression.type === "jsonata" && /[<>]/.test(condition.expression.source);
  }
}
