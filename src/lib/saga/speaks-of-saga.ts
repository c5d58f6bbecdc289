import type { StateMachine } from "../asl/ast.ts";
import { allStates, nestedFlows } from "../asl/graph.ts";
import { tokensOf } from "./name-words.ts";

/**
 * Whether the definition's own words (Comments, and the names of states that work) say that it is a saga: saga, compensation, rollback.
 * `wordsOf` gives the words of a state's name.
 */
export function speaksOfSaga(machine: StateMachine, wordsOf: (state: string) => readonly string[]): boolean {
  const states = [...allStates(machine)];
  const working = states.filter(({ type }) => type === "Task" || type === "Parallel" || type === "Map");
  const flows = [machine, ...states.flatMap(nestedFlows)];
  const comments = [...flows, ...states].flatMap(({ comment }) => comment?.value ?? []);
  return comments.some((comment) => saysSaga(tokensOf(comment))) || working.some(({ name }) => saysSaga(wordsOf(name)));
}

function saysSaga(tokens: readonly string[]): boolean {
  return tokens.some(
    (token, index) =>
      token === "saga" || token === "sagas" || token.startsWith("compensat") || `${token}${tokens[index + 1] ?? ""}`.startsWith("rollback"),
  );
}
