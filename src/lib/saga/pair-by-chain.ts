import { lazily } from "../base/lazily.ts";
import type { Candidate, ForwardCandidate, StepPair } from "./candidate.ts";
import type { Chain } from "./chain.ts";
import { chainStep } from "./chain.ts";
import { cannotUndo, matchStates, saysOtherwise, saysUndo } from "./match-states.ts";
import type { PassesBy } from "./may-run-after.ts";
import { areOfOtherKinds, saysFailure } from "./name-match.ts";
import type { NounIndex } from "./noun-index.ts";
import { nounIndex } from "./noun-index.ts";
import { someOf, STATUS_VERBS } from "./verbs.ts";

/**
 * The pairs that the chain makes of the candidates that are `left`, each with the step that its place speaks for, where its words do not
 * speak against it; `certain` are the pairs that tell more.
 */
export function pairByChain(chain: Chain, left: readonly Candidate[], certain: readonly StepPair[], passes: PassesBy): readonly StepPair[] {
  if (left.length === 0) return [];
  const pairs: StepPair[] = [];
  const paired = new Set(certain.map(({ step }) => step));
  const known = lazily(() => nounIndex(chain.steps));
  const grows = pathsGrow(chain, left);
  for (const candidate of left) {
    const step = chainStep(chain, candidate);
    if (step === undefined || paired.has(step) || saysOtherwise(step.words, candidate.words)) continue;
    const match = matchStates(step, candidate);
    const convincing = saysUndo(candidate)
      ? match.nouns > 0 || !mentionsOther(step, known(), candidate, passes)
      : match.nouns > 0 && match.verb > 0 && !isBadNews(candidate) && !cannotUndo(step.words, candidate.words);
    if (!convincing && !(grows && neutral(candidate))) continue;
    if (match.nouns === 0 && (step.holders.length > 0 || doOtherWork(step, candidate))) continue;
    paired.add(step);
    pairs.push({ step, compensation: candidate, evidence: match.nouns > 0 ? ["chain", "name"] : ["chain"] });
  }
  return pairs;
}

/** Whether one cannot undo the other: they are about different kinds of work, or what they call tells. */
function doOtherWork({ words }: Candidate, { words: undo }: Candidate): boolean {
  return cannotUndo(words, undo) || areOfOtherKinds(words.name, undo.name);
}

/** Whether failure paths grow with the steps: a chain, even where the names say nothing. */
function pathsGrow({ first }: Chain, left: readonly Candidate[]): boolean {
  return new Set(left.flatMap(({ index }) => first[index] ?? [])).size > 1;
}

/** Whether it is named for what went wrong, and nothing is set to that: ShippingFailed, but neither SetOrderFailed nor a call of failOrder. */
function isBadNews({ words: { name, call } }: Candidate): boolean {
  return BAD_NEWS.has(name.tokens.at(-1) ?? "") && !someOf(name.tokens, STATUS_VERBS) && !someOf(call.tokens, STATUS_VERBS);
}

const BAD_NEWS = new Set(["failed", "rejected", "declined", "expired", "denied"]);

/** Whether the candidate is about another step's subject than the one its place speaks for. */
function mentionsOther(step: ForwardCandidate, known: NounIndex<ForwardCandidate>, candidate: Candidate, passes: PassesBy): boolean {
  return known.about(candidate.words).some((other) => {
    const match = matchStates(other, candidate);
    return other !== step && match.nouns > 0 && !passes(other, candidate, match);
  });
}

/** A name that neither undoes, nor sets a status, nor says that something has failed: its place alone speaks. */
function neutral({ words }: Candidate): boolean {
  return words.name.verbs.length === 0 && !saysFailure(words.name);
}
