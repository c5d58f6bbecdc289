import { groupBy } from "../../base/group-by.ts";
import type { StateMatch } from "../words/match-states.ts";
import { mayRunAfter } from "./may-run-after.ts";
import type { ForwardStep, Pairing } from "./pairing.ts";
import type { LoneState } from "../words/see-state.ts";
import { completes } from "../words/state-says.ts";
import { LOOKING_VERBS } from "../words/verbs.ts";

/** A step, and a state that reads as its undoing. */
export interface Reading {
  readonly step: ForwardStep;
  readonly compensation: LoneState;
  readonly match: StateMatch;
}

/** Of the steps that one compensation seems to undo, those that it does undo. */
export function settleRivals(pairing: Pairing, found: readonly Reading[]): readonly Reading[] {
  const rivals = groupBy(found, ({ compensation }) => compensation);
  const kept = new Set([...rivals.values()].flatMap((readings) => keptOf(pairing, readings)));
  return found.filter((reading) => kept.has(reading));
}

function keptOf(pairing: Pairing, readings: readonly Reading[]): readonly Reading[] {
  const [only, ...others] = readings;
  if (only === undefined || others.length > 0)
    return PREFERENCES.reduce((left, preference) => preferred(pairing, left, preference), readings);
  // What completes nothing that is undone is undone only where it runs before.
  return completes(only.step) && !runsBefore(only, pairing) ? [] : readings;
}

type Test = (reading: Reading, pairing: Pairing) => boolean;

/** What speaks for some steps against others: where any of them shows it, only those stay that it keeps; these are the ones that show it, unless it says otherwise. */
interface Preference {
  readonly shows: Test;
  readonly keeps?: Test;
}

const runsBefore: Test = ({ step, compensation }, pairing) => mayRunAfter(pairing, step, compensation);

/** The strongest first. */
const PREFERENCES: readonly Preference[] = [
  // It does more than to look.
  { shows: ({ step }) => !LOOKING_VERBS.has(step.words.name.verbs[0] ?? "") },
  // The compensation's own name speaks of it, not only what that calls.
  { shows: ({ match }) => match.by === "name" },
  // It is spoken of in the same words.
  { shows: ({ match }) => match.roots === 1, keeps: ({ match }) => match.roots > 0 },
  // What only completes another step is undone with that, wherever it stands.
  { shows: (reading, pairing) => completes(reading.step) || runsBefore(reading, pairing) },
  // Its very verb is turned round; then, its verb is undone.
  { shows: ({ match }) => match.verb === 2 },
  { shows: ({ match }) => match.verb === 1, keeps: ({ step, match }) => match.verb > 0.4 || completes(step) },
  // It is about just the same: "DeletePool" undoes "CreatePool", but not "CreatePoolDomain".
  { shows: ({ step, match }) => match.nouns === 1 && !completes(step), keeps: ({ step, match }) => match.nouns === 1 || completes(step) },
];

function preferred(pairing: Pairing, readings: readonly Reading[], { shows, keeps = shows }: Preference): readonly Reading[] {
  return readings.some((reading) => shows(reading, pairing)) ? readings.filter((reading) => keeps(reading, pairing)) : readings;
}
