import { describe, expect, test } from "vitest";
import type { SarifRule } from "../../../src/lib/reporters/lint-sarif.ts";
import { lintSarif } from "../../../src/lib/reporters/lint-sarif.ts";
import { HARD, findingAt, reportOf } from "./lint-report-of.ts";

const RULES: readonly SarifRule[] = [
  { id: "execution-timeout", severity: "warning", summary: "A machine has TimeoutSeconds.", page: "# execution-timeout\n" },
  { id: "missing-catch", severity: "error", summary: "A step has no Catch.", page: "# missing-catch\n" },
];

interface SarifLog {
  readonly version: string;
  readonly runs: readonly { readonly tool: unknown; readonly columnKind: string; readonly results: readonly SarifResult[] }[];
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex?: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly unknown[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly codeFlows?: readonly unknown[];
}

function sarif(findings: typeof HARD): SarifLog {
  return JSON.parse(lintSarif(reportOf(findings), { version: "1.2.3", rules: RULES })) as SarifLog;
}

describe("SARIF 2.1.0", () => {
  test("describes the tool and its rules with their help", () => {
    const { version, runs } = sarif([]);
    expect({ version, runs }).toEqual({
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: {
              name: "saga-cli",
              semanticVersion: "1.2.3",
              rules: [
                {
                  id: "execution-timeout",
                  shortDescription: { text: "A machine has TimeoutSeconds." },
                  help: { text: "# execution-timeout\n", markdown: "# execution-timeout\n" },
                  defaultConfiguration: { level: "warning" },
                },
                {
                  id: "missing-catch",
                  shortDescription: { text: "A step has no Catch." },
                  help: { text: "# missing-catch\n", markdown: "# missing-catch\n" },
                  defaultConfiguration: { level: "error" },
                },
              ],
            },
          },
          columnKind: "utf16CodeUnits",
          originalUriBaseIds: { "%SRCROOT%": { description: { text: "The folder that lint was started in" } } },
          results: [],
        },
      ],
    });
  });

  test("has a result for a finding, its failing path as a code flow", () => {
    const place = (startColumn: number, endColumn: number): object => ({
      artifactLocation: { uri: "sagas/order%20saga.asl.json", uriBaseId: "%SRCROOT%" },
      region: { startLine: 4, startColumn, endLine: 4, endColumn },
    });
    expect(sarif(HARD).runs[0]?.results[0]).toEqual({
      ruleId: "missing-catch",
      ruleIndex: 1,
      level: "error",
      message: { text: 'The failure of "Pay & \\"go\\"" is caught by nobody. Add a Catch, with States.ALL: 100% of errors' },
      locations: [
        {
          physicalLocation: place(2, 19),
          logicalLocations: [{ name: 'Pay & "go"', fullyQualifiedName: 'order/Pay & "go"' }],
        },
      ],
      partialFingerprints: { "sagaCliFinding/v1": expect.stringMatching(/^[0-9a-f]{16}$/) as string },
      codeFlows: [
        {
          threadFlows: [
            {
              locations: [
                { location: { physicalLocation: place(2, 18), message: { text: 'Pay & "go" fails with States.Timeout' } } },
                { location: { message: { text: "Refund" } } },
              ],
            },
          ],
        },
      ],
    });
  });

  test("has what the schema requires of a log, and names rules by their place in the list", () => {
    const { runs } = sarif([...HARD, findingAt('"Type"', { rule: "asl/schema" })]);
    const results = runs[0]?.results ?? [];
    expect(results.map(({ level }) => level)).toEqual(["error", "note", "warning", "error"]);
    expect(results.map(({ ruleId, ruleIndex }) => (ruleIndex === undefined ? null : RULES[ruleIndex]?.id === ruleId))).toEqual([
      true,
      null,
      true,
      null,
    ]);
    // A thread flow without locations, an empty message and a region from 0 are what validators refuse.
    expect(results.every(({ message, locations }) => message.text !== "" && locations.length === 1)).toBe(true);
    expect(JSON.stringify(runs)).not.toMatch(/"(?:startLine|startColumn|endLine|endColumn)":(?:0|-)/);
    expect(results.filter((result) => "codeFlows" in result)).toHaveLength(1);
  });

  test("gives a finding the same fingerprint wherever it stands, and none to two", () => {
    const moved = { ...findingAt('"Type"'), location: { ...findingAt('"Type"').location, line: 99, endLine: 99 } };
    const prints = (findings: typeof HARD): readonly (string | undefined)[] =>
      sarif(findings).runs[0]?.results.map(({ partialFingerprints }) => partialFingerprints["sagaCliFinding/v1"]) ?? [];
    expect(prints([moved])).toEqual(prints([findingAt('"Type"')]));
    expect(new Set(prints([moved, findingAt('"Type"')])).size).toBe(2);
  });

  test("gives a file outside of the folder its own address", () => {
    const outside = findingAt('"Type"');
    const text = JSON.stringify(sarif([{ ...outside, location: { ...outside.location, file: "/srv/a b/order.asl.json" } }]));
    expect(text).toContain('"artifactLocation":{"uri":"file:///srv/a%20b/order.asl.json"}');
  });
});
