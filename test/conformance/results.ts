import type { Comparison } from "./compare-history.ts";

/** How a case went, as the suite writes it to the file of SAGA_CONFORMANCE_RESULTS. */
export type CaseResult = {
  readonly id: string;
  readonly class: string;
  readonly categories: readonly string[];
} & (
  | (Comparison & { /** Why it differs, where that is known. */ readonly known?: string })
  | { readonly verdict: "out-of-reach"; /** What a run would need that the case does not hold. */ readonly missing: string }
);
