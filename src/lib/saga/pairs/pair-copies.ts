import { asksTheSame } from "../words/asks-the-same.ts";
import { mayRunAfter } from "./may-run-after.ts";
import type { Pairing, StepPair } from "./pairing.ts";
import { unpaired } from "./pairing.ts";

/**
 * The pairs of what names no step, and asks just what one asks that undoes a step: these are its copies for other points of failure,
 * whatever they are called, as "ReleaseBuildFailureLease" beside "ReleaseRunLease". Without arguments nothing tells what is asked.
 */
export function pairCopies(pairing: Pairing, found: readonly StepPair[]): readonly StepPair[] {
  const asking = unpaired(pairing, found).filter(({ place }) => place.type === "Task" && place.arguments !== undefined);
  return asking.flatMap((candidate) =>
    found
      .filter(({ step, compensation }) => asksTheSame(candidate.place, compensation.place) && mayRunAfter(pairing, step, candidate))
      .map((pair): StepPair => ({ ...pair, compensation: candidate, evidence: ["chain"] })),
  );
}
