import type { Bits } from "../../base/bits.ts";
import { hasBit } from "../../base/bits.ts";
import type { Flow } from "../../asl/ast.ts";
import { nestedFlows } from "../../asl/graph.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";
import { tokensOf } from "./name-parts.ts";
import type { LoneState } from "./see-state.ts";
import { saysUndo } from "./state-says.ts";

/**
 * The state in which the definition's own words (Comments, and the names of states that work) say that it is a saga: saga, compensation,
 * rollback; null where its own Comment does, undefined where nothing does. What is named for a rollback and runs where nothing fails
 * (`way`, by index) is one more piece of work.
 */
export function whereSagaIsSpokenOf({ machine }: MachineGraph, states: readonly LoneState[], way: Bits): string | null | undefined {
  return commentSaysSaga(machine) ? null : states.find((seen) => saysSagaIn(seen, way))?.state;
}

function saysSagaIn(seen: LoneState, way: Bits): boolean {
  const { index, place, words } = seen;
  if (words.comment !== "" && saysSaga(tokensOf(words.comment))) return true;
  if (place.type !== "Task" && place.type !== "Parallel" && place.type !== "Map") return false;
  if (nestedFlows(place).some(commentSaysSaga)) return true;
  return saysSaga(words.name.tokens) && !(hasBit(way, index) && saysUndo(seen));
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
