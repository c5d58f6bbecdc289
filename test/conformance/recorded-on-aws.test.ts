import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { compareCase } from "./compare-case.ts";
import { expectAgreement } from "./expect-agreement.ts";
import { knownDivergences, outOfReach } from "./known-divergences.ts";
import type { RecordedCase } from "./recorded-case.ts";
import { readCases } from "./recorded-case.ts";
import type { CaseResult } from "./results.ts";

const folder = process.env["SAGA_CONFORMANCE"] ?? "";
const resultsFile = process.env["SAGA_CONFORMANCE_RESULTS"] ?? "";

if (folder === "") {
  process.stderr.write("Executions recorded on AWS are not compared: SAGA_CONFORMANCE names no folder (docs/conformance.md).\n");
}

describe.skipIf(folder === "")("executions recorded on AWS", () => {
  const cases = folder === "" ? [] : readCases(join(folder, "cases"));
  const results: CaseResult[] = [];

  test("the folder of SAGA_CONFORMANCE holds cases", () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  for (const recorded of cases) {
    const { id, class: kind, categories } = recorded;
    const missing = missingFrom(recorded);
    const known = knownDivergences.get(id);
    test.skipIf(missing !== undefined)(id, async () => {
      const comparison = await compareCase(recorded);
      results.push({ id, class: kind, categories, ...comparison, ...(known === undefined ? {} : { known }) });
      expectAgreement(id, comparison);
    });
    if (missing !== undefined) results.push({ id, class: kind, categories, verdict: "out-of-reach", missing });
  }

  afterAll(() => {
    if (resultsFile !== "") writeFileSync(resultsFile, `${JSON.stringify({ cases: results }, undefined, 2)}\n`);
  });
});

/** What a run would need that the case does not hold. */
function missingFrom({ other_because: because }: RecordedCase): string | undefined {
  return because.map((need) => outOfReach.get(need)).find((missing) => missing !== undefined);
}
