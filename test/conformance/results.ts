import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Comparison } from "./compare-history.ts";
import { knownDivergences } from "./known-divergences.ts";
import type { RecordedCase } from "./recorded-case.ts";

/** How a case went, as the suites write it for scripts/engine-page.js. */
export type CaseResult = Pick<RecordedCase, "id" | "file" | "rule" | "class" | "categories"> &
  (
    | (Comparison & { /** Why it differs, where that is known. */ readonly known: string | null })
    | { readonly verdict: "out-of-reach"; /** What a run would need that the case does not hold. */ readonly missing: string }
  );

/** The result of a case that was run. */
export function comparedResult(recorded: RecordedCase, comparison: Comparison): CaseResult {
  return { ...identity(recorded), ...comparison, known: knownDivergences.get(recorded.id) ?? null };
}

/** The result of a case that could not be run. */
export function outOfReachResult(recorded: RecordedCase, missing: string): CaseResult {
  return { ...identity(recorded), verdict: "out-of-reach", missing };
}

/** Writes `<suite>.json` into the folder of SAGA_CONFORMANCE_RESULTS, where there is one. */
export function writeResults(
  suite: string,
  results: { readonly cases: readonly CaseResult[]; readonly unrecordedTypes?: readonly string[] },
): void {
  const folder = process.env["SAGA_CONFORMANCE_RESULTS"] ?? "";
  if (folder === "") return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${suite}.json`), `${JSON.stringify(results, undefined, 2)}\n`);
}

function identity({
  id,
  file,
  rule,
  class: kind,
  categories,
}: RecordedCase): Pick<CaseResult, "id" | "file" | "rule" | "class" | "categories"> {
  return { id, file, rule, class: kind, categories };
}
