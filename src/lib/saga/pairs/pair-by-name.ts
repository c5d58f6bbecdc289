import { mayRunAfter } from "./may-run-after.ts";
import { namesOutcome } from "../words/name-says.ts";
import type { Pairing, StepPair } from "./pairing.ts";
import type { Reading } from "./settle-rivals.ts";
import { settleRivals } from "./settle-rivals.ts";
import { undoingsIn } from "./undoings.ts";

/** The pairs that names make: for each step the candidate that reads best as its undoing, and that one's copies for other points of failure. */
export function pairByName(pairing: Pairing): readonly StepPair[] {
  const undoingsOf = undoingsIn(pairing);
  const [best, second]: [Reading[], Reading[]] = [[], []];
  for (const step of pairing.steps) {
    let undoings = undoingsOf(step, step.words);
    // The steps inside "ShipParcels" are undone by "RecallParcels", whatever they are called themselves; those inside "PaymentDone" come after it.
    if (undoings.length === 0) undoings = step.holders.flatMap((words) => (namesOutcome(words.name) ? [] : undoingsOf(step, words)));
    for (const { candidate, match, isBest } of undoings) (isBest ? best : second).push({ step, compensation: candidate, match });
  }
  const settled = settleRivals(pairing, best);
  const taken = new Set(settled.map(({ compensation }) => compensation));
  // What undoes no other step, as DeleteCertificateKey, helps to undo this one.
  const helping = second.filter(({ step, compensation }) => !taken.has(compensation) && mayRunAfter(pairing, step, compensation));
  return [...settled, ...settleRivals(pairing, helping)].map(({ step, compensation }): StepPair => ({
    step,
    compensation,
    evidence: ["name"],
  }));
}
