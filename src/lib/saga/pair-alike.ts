import { hasBit } from "../base/bits.ts";
import type { Candidate, FailingState, ForwardCandidate, Pair } from "./candidate.ts";
import { saysUndo } from "./match-states.ts";

type StepPair = Pair<ForwardCandidate>;

/**
 * The pairs of undoings that name no step, but ask of a service what one asks that undoes a step, of something like it, and whenever it
 * runs: "DeleteVaultKey" beside "DeleteVaultCertificate" undoes "CreateCertificate", too. `left` are those that have no pairs.
 */
export function pairAlike(left: readonly Candidate[], failing: readonly FailingState[], found: readonly StepPair[]): readonly StepPair[] {
  return left.flatMap((candidate) => {
    if (candidate.words.request === null || !saysUndo(candidate)) return [];
    const alike = found.filter(({ compensation }) => asksAlike(candidate, compensation) && runTogether(candidate, compensation, failing));
    return alike.map((pair): StepPair => ({ ...pair, compensation: candidate, evidence: ["chain"] }));
  });
}

function asksAlike({ words: { name, request } }: Candidate, { words: { name: other, request: asked } }: Candidate): boolean {
  if (asked?.service !== request?.service || asked?.action !== request?.action) return false;
  return name.nouns.some((noun) => other.nouns.includes(noun));
}

function runTogether(a: Candidate, b: Candidate, failing: readonly FailingState[]): boolean {
  return failing.every(({ failurePath }) => hasBit(failurePath, a.index) === hasBit(failurePath, b.index));
}
