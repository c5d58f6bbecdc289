import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { DETAIL_FIELDS } from "../../src/lib/history/detail-fields.ts";
import { compareCase } from "./compare-case.ts";
import { expectAgreement } from "./expect-agreement.ts";
import { outOfReach } from "./known-divergences.ts";
import type { RecordedCase } from "./recorded-case.ts";
import { readCases } from "./recorded-case.ts";
import type { CaseResult } from "./results.ts";
import { comparedResult, outOfReachResult, writeResults } from "./results.ts";

const folder = process.env["SAGA_CONFORMANCE"] ?? "";

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
    const missing = missingFrom(recorded);
    if (missing !== undefined) results.push(outOfReachResult(recorded, missing));
    test.skipIf(missing !== undefined)(recorded.id, async () => {
      const comparison = await compareCase(recorded);
      results.push(comparedResult(recorded, comparison));
      expectAgreement(recorded.id, comparison);
    });
  }

  afterAll(() => writeResults("aws", { cases: results, unrecordedTypes: unrecordedTypes(cases) }));
});

/** What a run would need that the case does not hold. */
function missingFrom({ other_because: because }: RecordedCase): string | undefined {
  return because.map((need) => outOfReach.get(need)).find((missing) => missing !== undefined);
}

/** The event types that no recording holds: how the engine uses them rests on documentation. */
function unrecordedTypes(cases: readonly RecordedCase[]): readonly string[] {
  const recorded = new Set(cases.flatMap(({ expected_events: events }) => (events ?? []).map(({ type }) => type)));
  return Object.keys(DETAIL_FIELDS)
    .filter((type) => !recorded.has(type))
    .sort();
}
