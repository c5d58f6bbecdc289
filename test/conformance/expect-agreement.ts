import { expect } from "vitest";
import type { Comparison } from "./compare-history.ts";
import { knownDivergences } from "./known-divergences.ts";

/** Fails unless a run agrees with its recording, and also where it agrees though known-divergences.ts says that it does not. */
export function expectAgreement(id: string, comparison: Comparison): void {
  if (knownDivergences.has(id)) {
    expect(comparison.verdict, "this case agrees now: take it out of known-divergences.ts").toBe("different");
  } else if (comparison.verdict === "different") expect.fail(comparison.difference);
}
