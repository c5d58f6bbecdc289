import type { Verdict } from "../verify/verdict.ts";

/** The verdict as in docs/verdicts.md#as-json; without `includeData` the inputs of remaining compensations, being payloads, are null. */
export function verdictJson(verdict: Verdict, includeData: boolean): Verdict {
  if (includeData) return verdict;
  const remaining = verdict.recovery.remaining.map((entry) => ({ ...entry, input: null }));
  return { ...verdict, recovery: { ...verdict.recovery, remaining } };
}
