import type { Candidate, ForwardCandidate, StepPair } from "./candidate.ts";
import type { StateMatch } from "./match-states.ts";
import { cannotUndo, compareStateMatches, completes, matchStates, saysUndo } from "./match-states.ts";
import { areOfOtherKinds, isNamePair } from "./name-match.ts";
import type { MayRunAfter, PassesBy } from "./may-run-after.ts";
import type { Evidence } from "./model.ts";
import { namesOutcome } from "./names-outcome.ts";
import type { NounIndex } from "./noun-index.ts";
import { nounIndex } from "./noun-index.ts";
import type { StateWords } from "./task-words.ts";
import { LOOKING_VERBS } from "./verbs.ts";

/** The pairs that names make: for each step the candidate that reads best as its undoing, and that one's copies for other points of failure. */
export function pairByName(
  steps: readonly ForwardCandidate[],
  candidates: readonly Candidate[],
  mayRunAfter: MayRunAfter,
  passesBy: PassesBy,
): readonly StepPair[] {
  const known = nounIndex(candidates);
  const commented = candidates.filter((candidate) => candidate.words.comment !== "" && saysUndo(candidate));
  const fits: Fits = (step, candidate, match) => (match.nouns >= 0.5 || mayRunAfter(step, candidate)) && !passesBy(step, candidate, match);
  const [best, second]: [Found[], Found[]] = [[], []];
  for (const step of steps) {
    let matches = matchesOf(step, step.words, known, commented, fits);
    // The steps inside "ShipParcels" are undone by "RecallParcels", whatever they are called themselves; those inside "PaymentDone" come after it.
    if (matches.length === 0)
      matches = step.holders.flatMap((words) => (namesOutcome(words.name) ? [] : matchesOf(step, words, known, [], fits)));
    for (const { candidate, match, isBest } of matches) (isBest ? best : second).push({ step, compensation: candidate, match });
  }
  const settled = settle(best, mayRunAfter);
  const taken = new Set(settled.map(({ compensation }) => compensation));
  // What undoes no other step, as DeleteCertificateKey, helps to undo this one.
  const helping = second.filter((pair) => !taken.has(pair.compensation) && mayRunAfter(pair.step, pair.compensation));
  return [...settled, ...settle(helping, mayRunAfter)].map(({ step, compensation }) => ({ step, compensation, evidence: BY_NAME }));
}

const BY_NAME: readonly Evidence[] = ["name"];

interface Found {
  readonly step: ForwardCandidate;
  readonly compensation: Candidate;
  readonly match: StateMatch;
}

/**
 * Of the steps that one compensation seems to undo, those that do more than to look; of these those that its name speaks of, where there
 * are any, and in the same words; of these those that it can run after, and those that only complete what another began; of these those
 * whose very verb it turns round, where there are any; and of the others those whose verb it undoes, or that complete; and of these those that are about just the same, or that complete: "DeletePool" undoes
 * "CreatePool", but not "CreatePoolDomain".
 */
function settle(found: readonly Found[], mayRunAfter: MayRunAfter): readonly Found[] {
  const rivals = new Map<Candidate, Found[]>();
  for (const pair of found) {
    const others = rivals.get(pair.compensation);
    if (others === undefined) rivals.set(pair.compensation, [pair]);
    else others.push(pair);
  }
  const kept = new Set([...rivals.values()].flatMap((pairs) => keptOf(pairs, mayRunAfter)));
  return found.filter((pair) => kept.has(pair));
}

function keptOf(pairs: readonly Found[], mayRunAfter: MayRunAfter): readonly Found[] {
  const [only] = pairs;
  // What completes nothing that is undone is undone only where it runs before.
  if (pairs.length === 1 && only !== undefined && completes(only.step) && !mayRunAfter(only.step, only.compensation)) return [];
  const acting = preferred(pairs, ({ step }) => !LOOKING_VERBS.has(step.words.name.verbs[0] ?? ""));
  const spokenOf = preferred(acting, ({ match }) => match.by === "name");
  const sameWord = spokenOf.some(({ match }) => match.roots === 1) ? preferred(spokenOf, ({ match }) => match.roots > 0) : spokenOf;
  const placed = preferred(sameWord, ({ step, compensation }) => completes(step) || mayRunAfter(step, compensation));
  if (placed.some(({ match }) => match.verb === 2)) return placed.filter(({ match }) => match.verb === 2);
  const undone = placed.some(({ match }) => match.verb === 1)
    ? preferred(placed, ({ step, match }) => match.verb > 0.4 || completes(step))
    : placed;
  const isExact = undone.some(({ step, match }) => match.nouns === 1 && !completes(step));
  return isExact ? preferred(undone, ({ step, match }) => match.nouns === 1 || completes(step)) : undone;
}

/** The items that pass the test; all of them where none does, or where there is no choice. */
function preferred<T>(items: readonly T[], test: (item: T) => boolean): readonly T[] {
  const passing = items.length === 1 ? items : items.filter(test);
  return passing.length === 0 ? items : passing;
}

/** The candidates that read as the undoing of the step that is called so: the best, and its copies. */
function matchesOf(
  step: ForwardCandidate,
  words: StateWords,
  known: NounIndex<Candidate>,
  commented: readonly Candidate[],
  fits: Fits,
): readonly RankedMatch[] {
  const called = { state: step.state, index: step.index, words };
  const matching = (candidates: Iterable<Candidate>): readonly CandidateMatch[] => {
    const matches: CandidateMatch[] = [];
    for (const candidate of candidates) {
      const match = matchStates(called, candidate);
      if (cannotUndo(words, candidate.words) || (words !== step.words && areOfOtherKinds(step.words.name, candidate.words.name))) continue;
      if (isNamePair(match) && fits(step, candidate, match)) matches.push({ candidate, match, spelt: spelt(words, candidate.words) });
    }
    return matches.sort((a, b) => compareStateMatches(b.match, a.match) || b.spelt - a.spelt);
  };
  const numbered = matching(known.numbered(words));
  const matches =
    numbered.length > 0
      ? numbered
      : matching(
          withOthers(
            known.about(words),
            commented.filter(({ words: { comment } }) => comment.includes(step.state)),
          ),
        );
  const [best] = matches;
  return matches.map((match) => ({ ...match, isBest: match === best || (best !== undefined && isCopy(match, best)) }));
}

/** Whether the candidate runs where what undoes the step may run. */
type Fits = (step: ForwardCandidate, candidate: Candidate, match: StateMatch) => boolean;

interface CandidateMatch {
  readonly candidate: Candidate;
  readonly match: StateMatch;
  /** How many words of the step's name it has: "process" alone tells RollbackProcessLoans from RollbackSettleLoans. */
  readonly spelt: number;
}

interface RankedMatch extends CandidateMatch {
  /** Whether it is the best for its step, or a copy of that. */
  readonly isBest: boolean;
}

function withOthers(candidates: readonly Candidate[], others: readonly Candidate[]): Iterable<Candidate> {
  return others.length === 0 ? candidates : new Set([...candidates, ...others]);
}

function spelt({ name: step }: StateWords, { name: undo }: StateWords): number {
  return step.tokens.filter((token) => undo.tokens.includes(token)).length;
}

/** Whether it reads as the best one does: it is about the same, in as many of the step's words, and turns its verb round if that does. */
function isCopy({ candidate, match, spelt }: CandidateMatch, best: CandidateMatch): boolean {
  const { nouns } = candidate.words.name;
  const others = best.candidate.words.name.nouns;
  const isAboutSame = nouns.length > 0 && nouns.length === others.length && nouns.every((noun) => others.includes(noun));
  return isAboutSame && spelt === best.spelt && (best.match.verb < 2 || match.verb === 2);
}
