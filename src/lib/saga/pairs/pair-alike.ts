import { groupBy } from "../../base/group-by.ts";
import type { Pairing, StepPair } from "./pairing.ts";
import type { WordedState } from "../words/state-words.ts";
import { unpaired } from "./pairing.ts";
import { saysUndo } from "../words/state-says.ts";

/**
 * The pairs of undoings that name no step, but ask of a service what one asks that undoes a step, of something like it, and whenever it
 * runs: "DeleteVaultKey" beside "DeleteVaultCertificate" undoes "CreateCertificate", too.
 */
export function pairAlike(pairing: Pairing, found: readonly StepPair[]): readonly StepPair[] {
  const asking = unpaired(pairing, found).filter((candidate) => candidate.words.request !== null && saysUndo(candidate));
  if (asking.length === 0) return [];
  const keyOf = (candidate: WordedState): string => {
    const { service = "", action = "" } = candidate.words.request ?? {};
    return [service, action, ...pairing.failuresBefore(candidate)].join(" ");
  };
  const alike = groupBy(found, ({ compensation }) => keyOf(compensation));
  return asking.flatMap((candidate) =>
    (alike.get(keyOf(candidate)) ?? [])
      .filter(({ compensation }) => shareNoun(candidate, compensation))
      .map((pair): StepPair => ({ ...pair, compensation: candidate, evidence: ["chain"] })),
  );
}

function shareNoun({ words: { name } }: WordedState, { words: { name: other } }: WordedState): boolean {
  return name.nouns.some((noun) => other.nouns.includes(noun));
}
