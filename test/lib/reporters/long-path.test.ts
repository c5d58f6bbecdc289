import { expect, test } from "vitest";
import { lintJson } from "../../../src/lib/reporters/lint-json.ts";
import { lintSarif } from "../../../src/lib/reporters/lint-sarif.ts";
import { pathText } from "../../../src/lib/reporters/path-text.ts";
import { lintFiles } from "../../../src/lib/runs/lint/lint-files.ts";
import { memoryFiles } from "../../memory-files.ts";
import { onlyRules } from "../rules/only-rules.ts";

interface Json {
  readonly files: readonly { readonly machines: readonly { readonly findings: readonly { readonly path: readonly object[] }[] }[] }[];
}

/** Reserves so many items one after the other; only where the last cannot be, the first is released. */
function reserving(items: number): string {
  const task = (name: string, next: object): [string, object] => [
    name,
    { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:item", ...next },
  ];
  const reserve = Array.from({ length: items }, (_, index) => task(`ReserveItem${index}`, { Next: `ReserveItem${index + 1}` }));
  const last = task(`ReserveItem${items}`, { Catch: [{ ErrorEquals: ["States.ALL"], Next: "ReleaseItem0" }], End: true });
  const states = Object.fromEntries([...reserve, last, task("ReleaseItem0", { Next: "Failed" }), ["Failed", { Type: "Fail" }]]);
  return JSON.stringify({ StartAt: "ReserveItem0", States: states }).replaceAll(
    "states:::x:y",
    "lambda:us-east-1:123456789012:function:item",
  );
}

test("of a path of hundreds of states the ends are reported, and in text fewer", async () => {
  const files = memoryFiles({ "/shop/reserve.asl.json": reserving(300) });
  const report = await lintFiles(files, "/shop", { paths: [], levels: onlyRules("missing-catch") });
  const machine = report.files[0]?.machines[0];
  const finding = machine?.findings.find(({ state }) => state === "ReserveItem299");

  const json = (JSON.parse(lintJson(report)) as Json).files[0]?.machines[0]?.findings.at(-1)?.path ?? [];
  expect(json).toHaveLength(100);
  expect(json.slice(19, 22)).toEqual([
    { state: "ReserveItem19", error: null },
    { state: "ReserveItem220", error: null, skipped: 200 },
    { state: "ReserveItem221", error: null },
  ]);
  expect(lintSarif(report, { version: "1.2.3", rules: [] })).toContain('"text": "after 200 more states: ReserveItem220"');
  expect(pathText(finding?.path ?? [])).toMatch(
    /^ReserveItem0 -> ReserveItem1 -> ReserveItem2 -> ReserveItem3 -> … 284 more … -> ReserveItem288 -> .* -> ReserveItem299 \(UnnamedError\)$/,
  );
});
