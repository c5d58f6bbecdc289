import type { Chain } from "./chain.ts";
import { answersAll, chainOf, chainStep, undoesEitherWay } from "./chain.ts";
import type { Evidence } from "../model.ts";
import { pairAlike } from "./pair-alike.ts";
import { pairAlternatives } from "./pair-alternatives.ts";
import { pairAlone } from "./pair-alone.ts";
import { pairByChain } from "./pair-by-chain.ts";
import { pairByName } from "./pair-by-name.ts";
import { pairByNumber } from "./pair-by-number.ts";
import { pairCopies } from "./pair-copies.ts";
import { pairGeneral } from "./pair-general.ts";
import { pairJoined } from "./pair-joined.ts";
import type { ForwardStep, Pair, Pairing, Pass, StepPair } from "./pairing.ts";
import type { WordedState } from "../words/state-words.ts";
import { isGeneral } from "../words/state-says.ts";
import { COMPENSATING_VERBS, REFUNDING_VERBS, someOf, undoes } from "../words/verbs.ts";

/**
 * The ways to find pairs, the strongest first: what names say, then what asks the very same or stands for another one, then what undoes
 * all that came before it, then the place in the chain of failures.
 */
const PASSES: readonly Pass[] = [
  pairByName,
  pairByNumber,
  pairCopies,
  pairAlternatives,
  pairGeneral,
  pairByChain,
  pairJoined,
  pairAlike,
  pairAlone,
];

/** Pairs forward steps with the states of the recovery region that undo them (docs/saga-model.md#pairs). */
export function pairSteps(pairing: Pairing): readonly Pair[] {
  if (pairing.steps.length === 0 || pairing.candidates.length === 0) return [];
  const found: StepPair[] = [];
  for (const pass of PASSES) for (const pair of pass(pairing, found)) found.push(pair);
  const chain = chainOf(pairing, found);
  return found.map((pair) => withEvidence(pair, chain));
}

function withEvidence({ step, compensation, evidence }: StepPair, chain: Chain): Pair {
  const named = evidence.includes("name");
  const inPlace = evidence.includes("chain") || chainStep(chain, compensation) === step;
  const saysMore = !answersAll(chain, compensation) || undoesEitherWay(chain, step, compensation);
  const chained = inPlace && (named || saysMore || isUndoneBy(step, compensation));
  return { step, compensation, evidence: chained ? (named ? ALL_SIGNS : CHAINED) : named ? NAMED : REGION };
}

/** Whether it cannot but undo, or names no other subject, and its verb undoes the step's: Cleanup after ProvisionServers. */
function isUndoneBy({ words }: ForwardStep, compensation: WordedState): boolean {
  const { verbs } = compensation.words.name;
  if (someOf(verbs, COMPENSATING_VERBS) || someOf(verbs, REFUNDING_VERBS)) return true;
  return isGeneral(compensation) && undoes(words.name.verbs, verbs);
}

const ALL_SIGNS: readonly Evidence[] = ["chain", "name", "region"];
const CHAINED: readonly Evidence[] = ["chain", "region"];
const NAMED: readonly Evidence[] = ["name", "region"];
const REGION: readonly Evidence[] = ["region"];
