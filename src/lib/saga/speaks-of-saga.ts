import type { StateMachine } from "../asl/ast.ts";
import { allStates, nestedFlows } from "../asl/graph.ts";
import { tokensOf } from "./name-words.ts";

/** Whether the definition's own words (Comments, and the names of states that work) say that it is a saga: saga, compensation, rollback. */
export function speaksOfSaga(machine: StateMachine): boolean {
  const states = [...allStates(machine)];
  const working = states.filter(({ type }) => type === "Task" || type === "Parallel" || type === "Map");
  const flows = [machine, ...states.flatMap(nestedFlows)];
  const comments = [...flows, ...states].map(({ comment }) => comment?.value ?? "");
  return [...comments, ...working.map(({ name }) => name)].some(saysSaga);
}

function saysSaga(text: string): boolean {
  const tokens = tokensOf(text);
  return tokens.some(
    (token, index) =>
      token === "saga" || token === "sagas" || token.startsWith("compensat") || `${token}${tokens[index + 1] ?? ""}`.startsWith("rollback"),
  );
}
