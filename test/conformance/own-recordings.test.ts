import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compareCase } from "./compare-case.ts";
import { expectAgreement } from "./expect-agreement.ts";
import { readCases } from "./recorded-case.ts";

const folder = join(import.meta.dirname, "../../fixtures/recorded");

describe("the rules of fixtures/recorded", () => {
  const cases = readCases(folder);

  test("every case has its file's name and says its rule", () => {
    expect(cases.filter(({ id, file, rule }) => file !== `${id}.json` || rule === "")).toEqual([]);
  });

  test.each(cases)("$rule", async (recorded) => {
    expectAgreement(recorded.id, await compareCase(recorded));
  });
});
