import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { compareCase } from "./compare-case.ts";
import { expectAgreement } from "./expect-agreement.ts";
import { readCases } from "./recorded-case.ts";
import type { CaseResult } from "./results.ts";
import { comparedResult, writeResults } from "./results.ts";

describe("the rules of fixtures/recorded", () => {
  const cases = readCases(join(import.meta.dirname, "../../fixtures/recorded"));
  const results: CaseResult[] = [];

  test("every case has its file's name and says its rule", () => {
    expect(cases.filter(({ id, file, rule }) => file !== `${id}.json` || rule === "")).toEqual([]);
  });

  test.each(cases)("$rule", async (recorded) => {
    const comparison = await compareCase(recorded);
    results.push(comparedResult(recorded, comparison));
    expectAgreement(recorded.id, comparison);
  });

  afterAll(() => writeResults("own", { cases: results }));
});
