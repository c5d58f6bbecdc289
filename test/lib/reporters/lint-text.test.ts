import { describe, expect, test } from "vitest";
import type { LintedMachine } from "../../../src/lib/runs/lint/lint-report.ts";
import type { SagaSign } from "../../../src/lib/saga/model.ts";
import { displayWidth } from "../../../src/lib/reporters/display-width.ts";
import { lintText } from "../../../src/lib/reporters/lint-text.ts";
import { NO_PAINT } from "../../../src/lib/reporters/text-style.ts";
import { HARD, findingAt, reportOf } from "./lint-report-of.ts";

const style = { width: 80, paint: NO_PAINT };

describe("lint's text", () => {
  test("shows each finding at its line, findings of one rule together, and the counts", () => {
    const again = findingAt('"End"', { message: "It has none either", path: [{ state: "Refund", error: "States.ALL", location: null }] });
    expect(lintText(reportOf([...HARD, again]), style)).toMatchInlineSnapshot(`
      "sagas/order saga.asl.json:4:2 error missing-catch
        The failure of "Pay & \\"go\\"" is caught by nobody
       4 |   "Pay & \\"go\\"": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:
         |   ^^^^^^^^^^^^^^^^^
        path: Pay & "go" (States.Timeout) -> Refund
        hint: Add a Catch, with States.ALL: 100% of errors
        1 more of this rule:
          sagas/order saga.asl.json:4:102 It has none either
            path: Refund (States.ALL)
        saga-cli explain missing-catch

      sagas/order saga.asl.json:4:20 info no-timeout
        No TimeoutSeconds
       4 | "Pay & \\"go\\"": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:12
         |                   ^^^^^^
        saga-cli explain no-timeout

      sagas/order saga.asl.json:1:1 warning execution-timeout
        A bell \\u{7} rings\\nhere
       1 | {
         | ^
         |   "StartAt": "Pay & \\"go\\"",
        saga-cli explain execution-timeout

      2 errors, 1 warning, 1 info in 2 machines of 2 files
      "
    `);
  });

  test("says why a machine is judged that nobody declared to be a saga, and how to stop it", () => {
    const signs: readonly SagaSign[] = [
      { type: "pair", step: "ReserveStock", compensation: "ReleaseStock", evidence: ["chain", "name", "region"] },
      { type: "words", state: null },
      { type: "words", state: "RollbackOrder" },
      { type: "giving-back", state: "RefundCustomer" },
    ];
    const findings = HARD.slice(0, 1);
    const ofLanguage = findings.map((finding) => ({ ...finding, rule: "asl/syntax" }));
    const machines = [
      ...signs.map((sign, at): LintedMachine => ({ machine: `order${at}`, saga: true, sign, findings, coverage: null })),
      { machine: "declared", saga: true, sign: null, findings, coverage: null },
      { machine: "good", saga: true, sign: signs[0] ?? null, findings: ofLanguage, coverage: null },
    ];
    const report = { ...reportOf(findings), files: [{ file: "orders.yaml", findings: [], machines }] };
    expect(lintText(report, style)).toContain(`
  saga-cli explain asl/syntax

Judged as sagas, by what shows it (for one that is none: "saga: false" under
  machines.NAME in saga.config.yaml):
  order0: ReleaseStock undoes ReserveStock (chain, name)
  order1: its Comment says so
  order2: the words of RollbackOrder say so
  order3: RefundCustomer gives back what was taken before

1 error, `);
  });

  test("says so of five machines, and how many there are besides", () => {
    const sign = { type: "words", state: null } as const;
    const findings = HARD.slice(0, 1);
    const machines = Array.from({ length: 7 }, (_, at): LintedMachine => ({
      machine: `order${at}`,
      saga: true,
      sign,
      findings,
      coverage: null,
    }));
    const report = { ...reportOf(findings), files: [{ file: "orders.yaml", findings: [], machines }] };
    expect(lintText(report, style)).toContain("  order4: its Comment says so\n  2 more: saga-cli graph shows their pairs\n\n");
  });

  test.each([40, 80, 200])("is no wider than %d columns but for places", (width) => {
    const wide = lintText(reportOf(HARD), { width, paint: NO_PAINT })
      .split("\n")
      .filter((line) => displayWidth(line) > width && !line.startsWith("sagas/"));
    expect(wide).toEqual([]);
  });

  test("never writes a control character", () => {
    // oxlint-disable-next-line no-control-regex -- they are what is looked for
    expect(lintText(reportOf(HARD), style)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
  });

  test("says what baselines and suppressions left out, and which files hold nothing", () => {
    const report = {
      ...reportOf([]),
      suppressed: 1,
      baselines: [
        { file: "baseline.json", accepted: 12, gone: 2, added: 0, written: false },
        { file: "other.json", accepted: 3, gone: 1, added: 2, written: true },
      ],
      withoutMachine: ["package.json"],
    };
    expect(lintText(report, style)).toMatchInlineSnapshot(`
      "0 errors, 0 warnings, 0 infos in 2 machines of 2 files
      1 finding suppressed.
      baseline.json accepts 12 findings; 2 more of its findings are gone, and
        --update-baseline forgets them.
      other.json accepts 3 findings from now on: 2 new, 1 gone.
      No machine in package.json.
      "
    `);
  });
});
