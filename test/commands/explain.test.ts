import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { allRules } from "../../src/lib/rules/all-rules.ts";
import { ROOT, runCommand } from "../test-io.ts";

describe("saga-cli explain RULE", () => {
  test("prints the rule's page", async () => {
    const page = readFileSync(join(ROOT, "docs/rules/compensation-no-retry.md"), "utf8");
    expect(await runCommand(["explain", "compensation-no-retry"])).toMatchObject({ exitCode: 0, stdout: page, stderr: "" });
  });

  test("prints of a page that several ids share what it says of this one", async () => {
    expect((await runCommand(["explain", "asl/missing-end"])).stdout).toMatchInlineSnapshot(`
      "# asl/missing-end

      Level: error.

      ## What

      A state with neither Next nor End, or with both.

      Every state but Choice, Succeed and Fail says where it goes: a Next, or \`End: true\`, and not both.

      \`\`\`yaml bad
      StartAt: Pay
      States:
        Pay: { Type: Pass }
      \`\`\`

      \`\`\`yaml good
      StartAt: Pay
      States:
        Pay: { Type: Pass, End: true }
      \`\`\`
      "
    `);
    expect((await runCommand(["explain", "saga/suppression"])).stdout).toMatch(
      /^# saga\/suppression\n\nLevel: error, warning\.\n\n## What\n\nA suppression without a reason .*\n\n## Why\n/,
    );
  });

  test("prints the whole of a page that several ids share", async () => {
    const page = readFileSync(join(ROOT, "docs/rules/asl.md"), "utf8");
    expect(await runCommand(["explain", "asl"])).toMatchObject({ exitCode: 0, stdout: page, stderr: "" });
  });

  test("lists every rule with its level where none is named", async () => {
    const { exitCode, stdout } = await runCommand(["explain"]);
    expect(exitCode).toBe(0);
    const rows = stdout.split("\n").slice(0, allRules.length);
    expect(rows.map((row) => row.split(/ +/))).toEqual(allRules.map(({ id, severity }) => [id, severity]));
  });

  test("of a rule that there is not is exit code 2, with the near ones", async () => {
    const { exitCode, stdout, stderr } = await runCommand(["explain", "compensation-no-retri"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain('There is no rule "compensation-no-retri"\n  Did you mean "compensation-no-retry"');
  });
});

describe("saga-cli explain STATE ERROR", () => {
  test("says which retriers and catchers take the error", async () => {
    const argv = ["explain", "ReserveInventory", "States.Timeout", "--definition", "order.slides.asl.json"];
    const { exitCode, stdout } = await runCommand(argv);
    expect(exitCode).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "States.Timeout in ReserveInventory
          Retry[0] of ReserveInventory (States.ALL) tries again at most 2 times, after
            1 s, 2 s
          no catcher of ReserveInventory takes it
        It escapes: the execution fails with States.Timeout.

      Of the errors that ReserveInventory can raise, these escape (UnnamedError stands
        for any that is not named):
        UnnamedError
        States.Timeout
      "
    `);
    const { stdout: json } = await runCommand([...argv, "--format", "json"]);
    expect(JSON.parse(json)).toMatchObject({ version: 1, state: "ReserveInventory", escapes: true, stops: [{ catch: null }] });
  });

  test.each([
    { name: "without a definition", argv: ["ReserveInventory", "States.Timeout"] },
    { name: "without an error", argv: ["ReserveInventory", "--definition", "order.asl.json"] },
    { name: "of a state that is none", argv: ["ReserveInventry", "States.Timeout", "--definition", "order.asl.json"] },
  ])("$name is exit code 2", async ({ argv }) => {
    expect(await runCommand(["explain", ...argv])).toMatchObject({ exitCode: 2, stdout: "" });
  });
});
