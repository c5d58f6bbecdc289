import { hasBit } from "../base/bits.ts";
import type { Candidate, FailingState, ForwardCandidate, Pair, StepPair } from "./candidate.ts";
import type { Chain } from "./chain.ts";
import { chainOf, chainStep } from "./chain.ts";
import { failuresBefore, mayRunAfter, passesBy } from "./may-run-after.ts";
import type { Evidence } from "./model.ts";
import { pairAlike } from "./pair-alike.ts";
import { pairAlone } from "./pair-alone.ts";
import { pairByChain } from "./pair-by-chain.ts";
import { pairByName } from "./pair-by-name.ts";
import { pairByNumber } from "./pair-by-number.ts";
import { isGeneral, pairGeneral } from "./pair-general.ts";
import { pairJoined } from "./pair-joined.ts";
import { COMPENSATING_VERBS, REFUNDING_VERBS, someOf, undoes } from "./verbs.ts";

/**
 * Pairs forward steps (in the order of the way to success) with the states of the recovery region that undo them: first by names, then
 * those that undo whatever came before, then, for what is left, by what each failure path adds to the one before it (DESIGN.md §5.3).
 * `failing` are the states on the way to success, steps or not.
 */
export function pairSteps(
  steps: readonly ForwardCandidate[],
  candidates: readonly Candidate[],
  failing: readonly FailingState[],
): readonly Pair[] {
  if (steps.length === 0) return [];
  const before = failuresBefore(failing);
  const runsAfter = mayRunAfter(before);
  const passes = passesBy(steps, runsAfter);
  const byName = pairByName(steps, candidates, runsAfter, passes);
  const byNumber = pairByNumber(steps, unpaired(candidates, byName));
  const named = [...byName, ...byNumber];
  const certain = [...named, ...pairGeneral(steps, unpaired(candidates, named), failing, named)];
  const chain = chainOf(steps, candidates, failing, byName);
  const chained = [...certain, ...pairByChain(chain, unpaired(candidates, certain), certain, passes)];
  const found = [...chained, ...pairJoined(steps, candidates, runsAfter, chained)];
  const rest = [...pairAlike(unpaired(candidates, found), before, found), ...pairAlone(steps, candidates, found)];
  return [...found, ...rest].map((pair) => withEvidence(pair, chain));
}

function unpaired(candidates: readonly Candidate[], pairs: readonly StepPair[]): readonly Candidate[] {
  const taken = new Set(pairs.map(({ compensation }) => compensation));
  return candidates.filter((candidate) => !taken.has(candidate));
}

function withEvidence({ step, compensation, evidence }: StepPair, chain: Chain): Pair {
  const named = evidence.includes("name");
  const inPlace = evidence.includes("chain") || chainStep(chain, compensation) === step;
  const chained = inPlace && (named || !answersAll(chain, compensation) || isUndoneBy(step, compensation));
  return { step, compensation, evidence: chained ? (named ? ALL_SIGNS : CHAINED) : named ? NAMED : REGION };
}

/** Whether every step's failure leads to it: its place alone then speaks for none of them, and it may only clean up. */
function answersAll({ steps }: Chain, { index }: Candidate): boolean {
  return steps.every(({ failurePath }) => hasBit(failurePath, index));
}

/** Whether it cannot but undo, or names no other subject, and its verb undoes the step's: Cleanup after ProvisionServers. */
function isUndoneBy({ words }: ForwardCandidate, compensation: Candidate): boolean {
  const { verbs } = compensation.words.name;
  if (someOf(verbs, COMPENSATING_VERBS) || someOf(verbs, REFUNDING_VERBS)) return true;
  return isGeneral(compensation) && undoes(words.name.verbs, verbs);
}

const ALL_SIGNS: readonly Evidence[] = ["chain", "name", "region"];
const CHAINED: readonly Evidence[] = ["chain", "region"];
const NAMED: readonly Evidence[] = ["name", "region"];
const REGION: readonly Evidence[] = ["region"];
