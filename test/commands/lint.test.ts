import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { allRules } from "../../src/lib/rules/all-rules.ts";
import { paymentSaga } from "../lib/rules/payment-saga.ts";
import { memoryFiles } from "../memory-files.ts";
import type { CommandResult, TestWorld } from "../test-io.ts";
import { runCommand } from "../test-io.ts";

const RULE = "compensation-no-retry";
/** Every rule off but one, so that a command's test is not about what all of them find. */
const ONLY = allRules.flatMap(({ id }) => (id === RULE ? [] : ["--rule", `${id}=off`]));
const FILES = { "/shop/payment.asl.yaml": paymentSaga() };

function lint(argv: readonly string[], world: TestWorld = {}): Promise<CommandResult> {
  return runCommand(["lint", ...argv, ...ONLY], { cwd: "/shop", files: memoryFiles(FILES), ...world });
}

describe("saga-cli lint", () => {
  test("prints what it finds, and exits 1 for an error", async () => {
    const { exitCode, stdout, stderr } = await lint([]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
    expect(stdout).toMatchInlineSnapshot(`
      "payment.asl.yaml:15:3 error compensation-no-retry
        "ProcessRefund" has no Retry, so one transient error ends the rollback of
        ProcessPayment
       15 |   ProcessRefund:
          |   ^^^^^^^^^^^^^
        hint: Retry it on States.ALL: a compensation has to succeed in the end.
        saga-cli explain compensation-no-retry

      Judged as sagas, by what shows it (for one that is none: "saga: false" under
        machines.NAME in saga.config.yaml):
        payment: ProcessRefund undoes ProcessPayment (chain, name)

      1 error, 0 warnings, 0 infos in 1 machine of 1 file
      "
    `);
  });

  test.each([
    { name: "a warning alone is exit code 0", argv: ["--rule", `${RULE}=warning`], want: 0 },
    { name: "more warnings than --max-warnings are exit code 1", argv: ["--rule", `${RULE}=warning`, "--max-warnings", "0"], want: 1 },
    { name: "as many are not", argv: ["--rule", `${RULE}=warning`, "--max-warnings", "1"], want: 0 },
    { name: "a path that is missing is exit code 2", argv: ["paiment.asl.yaml"], want: 2 },
    { name: "so is a rule that there is not", argv: ["--rule", "compensation-retry=off"], want: 2 },
    { name: "so is a level that there is not", argv: ["--rule", `${RULE}=fatal`], want: 2 },
    { name: "so is a format that there is not", argv: ["--format", "xml"], want: 2 },
    { name: "so are two formats for standard output", argv: ["--format", "json", "--format", "text"], want: 2 },
    { name: "so is --dry-run without --fix", argv: ["--dry-run"], want: 2 },
  ])("$name", async ({ argv, want }) => {
    const { exitCode, stdout, stderr } = await runCommand(["lint", ...ONLY, ...argv], { cwd: "/shop", files: memoryFiles(FILES) });
    expect(exitCode).toBe(want);
    if (want === 2) expect({ stdout, stderr }).toEqual({ stdout: "", stderr: expect.stringMatching(/^error: /) as string });
  });

  test.each([
    {
      name: "less coverage than --min-coverage is exit code 1",
      percent: "100",
      want: 1,
      why: "Exit code 1: less compensation coverage than 100 %.\n",
    },
    { name: "enough coverage is not", percent: "20", want: 0, why: "" },
  ])("$name", async ({ percent, want, why }) => {
    const all = [...ONLY, "--rule", `${RULE}=off`];
    const { exitCode, stderr } = await runCommand(["lint", "order.slides.asl.json", "--min-coverage", percent, ...all]);
    expect({ exitCode, stderr }).toEqual({ exitCode: want, stderr: why });
  });

  test("infos are counted, and listed with --level info", async () => {
    const info = ["--rule", `${RULE}=info`];
    const plain = await runCommand(["lint", ...ONLY, ...info], { cwd: "/shop", files: memoryFiles(FILES) });
    expect(plain.stdout).toBe("0 errors, 0 warnings, 1 info in 1 machine of 1 file\nInfos are listed with --level info.\n");
    const listed = await runCommand(["lint", ...ONLY, ...info, "--level", "info"], { cwd: "/shop", files: memoryFiles(FILES) });
    expect(listed.stdout).toContain(`payment.asl.yaml:15:3 info ${RULE}`);
  });

  test("reads standard input under the name that it is given", async () => {
    const { stdout, exitCode } = await lint(["-", "--stdin-filename", "refund.asl.yaml", "--format", "json"], { stdin: paymentSaga() });
    expect({ exitCode, report: JSON.parse(stdout) as unknown }).toMatchObject({
      exitCode: 1,
      report: { files: [{ file: "refund.asl.yaml", machines: [{ machine: "refund", findings: [{ rule: RULE, line: 15 }] }] }] },
    });
  });

  test("writes every format to its file, and one to standard output", async () => {
    const formats = ["sarif", "github", "junit", "gitlab", "json", "text"];
    const { stdout, written } = await lint(["--format", "text", ...formats.flatMap((format) => ["--format", `${format}=out/${format}`])]);
    expect(stdout).toContain("1 error, 0 warnings, 0 infos");
    expect([...written.keys()]).toEqual(formats.map((format) => `/shop/out/${format}`));
    expect([...written.values()].filter((text) => !text.includes(RULE))).toEqual([]);
  });

  test("a SARIF report describes every rule with its page", async () => {
    const { stdout } = await runCommand(["lint", "order.slides.asl.json", "--format", "sarif"]);
    const { runs } = JSON.parse(stdout) as {
      readonly runs: readonly { readonly tool: { readonly driver: { readonly rules: readonly object[] } } }[];
    };
    expect(runs[0]?.tool.driver.rules).toEqual(
      allRules.map(({ id }) =>
        expect.objectContaining({
          id,
          shortDescription: { text: expect.stringMatching(/\S/) as string },
          help: expect.anything() as object,
        }),
      ),
    );
  });
});

describe("saga-cli lint --fix", () => {
  test("writes the file, says so on stderr, and reports what is left", async () => {
    const { exitCode, stdout, stderr, written } = await lint(["--fix"]);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 0,
      stdout: "0 errors, 0 warnings, 0 infos in 1 machine of 1 file\n",
      stderr: `Fixed 1 finding in payment.asl.yaml: 1 × ${RULE}\n`,
    });
    expect([...written.keys()]).toEqual(["/shop/payment.asl.yaml"]);
  });

  test("prints a diff with --dry-run, and writes nothing", async () => {
    const { exitCode, stdout, written } = await lint(["--fix", "--dry-run"]);
    expect({ exitCode, written: [...written] }).toEqual({ exitCode: 0, written: [] });
    expect(stdout).toMatchInlineSnapshot(`
      "--- a/payment.asl.yaml
      +++ b/payment.asl.yaml
      @@ -17,5 +17,11 @@
           Resource: arn:aws:lambda:us-east-1:123456789012:function:ProcessRefund
           ResultPath: null
           Next: OrderFailed
      +    Retry:
      +      - ErrorEquals: [States.ALL]
      +        IntervalSeconds: 2
      +        MaxAttempts: 5
      +        BackoffRate: 2
      +        JitterStrategy: FULL
         OrderFailed:
           Type: Fail
      "
    `);
  });

  test("cannot mend standard input", async () => {
    expect(await lint(["--fix", "-"])).toMatchObject({ exitCode: 2, stdout: "" });
  });
});

describe("saga-cli lint --baseline", () => {
  test("accepts the findings of today with --update-baseline, and then reports new ones only", async () => {
    const first = await lint(["--baseline", "baseline.json", "--update-baseline"]);
    expect(first).toMatchObject({
      exitCode: 0,
      stdout: "0 errors, 0 warnings, 0 infos in 1 machine of 1 file\nbaseline.json accepts 1 finding from now on: 1 new, 0 gone.\n",
    });
    const files = memoryFiles({ ...FILES, ...Object.fromEntries(first.written), "/shop/refund.asl.yaml": paymentSaga() });
    const { exitCode, stdout } = await lint(["--baseline", "baseline.json"], { files });
    expect(exitCode).toBe(1);
    expect(stdout).toContain("refund.asl.yaml:15:3");
    expect(stdout).not.toContain("payment.asl.yaml:15:3");
    expect(stdout).toContain("baseline.json accepts 1 finding.\n");
  });
});

test("saga-cli lint --coverage shows what runs after which failure", async () => {
  const { stdout } = await runCommand(["lint", "--coverage", ...ONLY, "--rule", `${RULE}=off`], {
    cwd: "/shop",
    files: memoryFiles(FILES),
  });
  expect(stdout).toMatchInlineSnapshot(`
    "0 errors, 0 warnings, 0 infos in 1 machine of 1 file

    payment (payment.asl.yaml): 100 %
      STEP              ERROR           COVERED  COMPENSATIONS
      ProcessPayment    any other       yes      none: nothing stands yet
                        States.Timeout  yes      none: nothing stands yet
      ReserveInventory  any other       yes      ProcessRefund
                        States.Timeout  yes      ProcessRefund

    Compensation coverage: 100 %
    "
  `);
});

describe("saga-cli lint --watch", () => {
  test("lints again what has changed, and ends when the person interrupts", async () => {
    const folder = mkdtempSync(join(tmpdir(), "saga-cli-watch-"));
    try {
      const file = join(folder, "payment.asl.yaml");
      writeFileSync(file, paymentSaga());
      const interrupt = new AbortController();
      let rounds = 0;
      const { exitCode, stdout } = await runCommand(["lint", "--watch", ...ONLY], {
        cwd: folder,
        interrupted: interrupt.signal,
        onStderr(text) {
          if (!text.startsWith("Watching")) return;
          rounds += 1;
          if (rounds === 1) writeFileSync(file, paymentSaga({ refund: "    Retry: [{ ErrorEquals: [States.ALL] }]\n" }));
          else interrupt.abort();
        },
      });
      const counts = stdout.split("\n").filter((line) => line.includes(" in 1 machine"));
      expect({ exitCode, counts }).toEqual({
        exitCode: 130,
        counts: ["1 error, 0 warnings, 0 infos in 1 machine of 1 file", "0 errors, 0 warnings, 0 infos in 1 machine of 1 file"],
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("says an error once, though its own words land in a watched file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "saga-cli-watch-"));
    try {
      writeFileSync(join(folder, "payment.asl.yaml"), paymentSaga());
      const interrupt = new AbortController();
      const { exitCode, stderr } = await runCommand(["lint", "--watch"], {
        cwd: folder,
        interrupted: interrupt.signal,
        onStderr(text) {
          appendFileSync(join(folder, "lint.log"), text);
          if (text.startsWith("Watching")) writeFileSync(join(folder, "saga.config.yaml"), "lint: { rules: { no-retry: off } }\n");
          // Time enough to say it again.
          if (text.includes("there is no such rule")) setTimeout(() => interrupt.abort(), 1000);
        },
      });
      expect({ exitCode, errors: stderr.match(/there is no such rule/g) }).toEqual({ exitCode: 130, errors: ["there is no such rule"] });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
