import { asksTheSame } from "../words/asks-the-same.ts";
import { saysUndo } from "../words/state-says.ts";
import { mayRunAfter } from "./may-run-after.ts";
import type { Pairing, StepPair } from "./pairing.ts";
import { unpaired } from "./pairing.ts";

/**
 * The pairs of undoings that name no step, and ask just what one asks that undoes a step: they are its copies for other points of failure,
 * as "ReleaseBuildFailureLease" beside "ReleaseRunLease". Without arguments nothing tells what is asked.
 */
export function pairCopies(pairing: Pairing, found: readonly StepPair[]): readonly StepPair[] {
  const copies = unpaired(pairing, found).filter(({ place }) => place.type === "Task" && place.arguments !== undefined);
  return copies
    .filter(saysUndo)
    .flatMap((candidate) =>
      found
        .filter(({ step, compensation }) => asksTheSame(candidate.place, compensation.place) && mayRunAfter(pairing, step, candidate))
        .map((pair): StepPair => ({ ...pair, compensation: candidate, evidence: ["chain"] })),
    );
}
