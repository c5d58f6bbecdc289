import type { Flow } from "../../asl/ast.ts";
import { nestedFlows } from "../../asl/graph.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";
import { tokensOf } from "./name-parts.ts";
import type { LoneState } from "./see-state.ts";

/** Whether the definition's own words (Comments, and the names of states that work) say that it is a saga: saga, compensation, rollback. */
export function speaksOfSaga({ machine }: MachineGraph, states: readonly LoneState[]): boolean {
  return commentSaysSaga(machine) || states.some(saySaga);
}

function saySaga({ place, words }: LoneState): boolean {
  if (words.comment !== "" && saysSaga(tokensOf(words.comment))) return true;
  if (place.type !== "Task" && place.type !== "Parallel" && place.type !== "Map") return false;
  return saysSaga(words.name.tokens) || nestedFlows(place).some(commentSaysSaga);
}

function commentSaysSaga({ comment }: Flow): boolean {
  return comment !== undefined && saysSaga(tokensOf(comment.value));
}

function saysSaga(tokens: readonly string[]): boolean {
  for (const [at, token] of tokens.entries()) {
    if (token === "saga" || token === "sagas" || token.startsWith("compensat")) return true;
    if (token.startsWith("roll") && `${token}${tokens[at + 1] ?? ""}`.startsWith("rollback")) return true;
  }
  return false;
}
