import { describe, expect, test } from "vitest";
import { UserError } from "../../../src/lib/base/user-error.ts";
import { loadScenarioFile } from "../../../src/lib/suite/load-scenario-file.ts";
import type { ScenarioFile } from "../../../src/lib/suite/scenario.ts";
import { memoryFiles } from "../../memory-files.ts";

async function load(text: string): Promise<ScenarioFile> {
  const files = memoryFiles({ "/shop/saga.config.yaml": "machines: {}\n", "/shop/tests/order.saga.yaml": text });
  return loadScenarioFile(files, "/shop/tests/order.saga.yaml", "tests/order.saga.yaml");
}

async function problemOf(text: string): Promise<string> {
  try {
    await load(text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { message, hint, location } = error;
    return `${location?.file}:${location?.line}:${location?.column}: ${message}${hint === undefined ? "" : ` (${hint})`}`;
  }
  return "no problem";
}

test("a scenario keeps the place of each of its expectations", async () => {
  const file = await load(`
machine: order
scenarios:
  - name: A declined card is rolled back
    faults: [ProcessPayment]
    expect:
      outcome: compensated
      compensations: [ProcessRefund]
`);
  expect(file).toMatchObject({ machines: [{ value: "order" }], definition: null });
  expect(file.scenarios).toMatchObject([
    {
      name: "A declined card is rolled back",
      location: { line: 4, column: 11 },
      faults: [{ value: "ProcessPayment", location: { line: 5, column: 14 } }],
      expectations: [
        { type: "outcome", want: "compensated", location: { line: 7, column: 7 } },
        { type: "compensations", want: [{ value: "ProcessRefund", location: { line: 8 } }], location: { line: 8, column: 7 } },
      ],
    },
  ]);
});

test("a scenario with cases runs once for each, with its parameters in all texts", async () => {
  const { scenarios } = await load(`
scenarios:
  - name: \${quantity} of \${sku} are reserved
    cases:
      - { sku: coffee-beans, quantity: 2 }
      - { sku: espresso-machine, quantity: 1 }
    input: { sku: "\${sku}", quantity: "\${quantity}", note: "$\${sku} is \${sku}" }
    expect: { status: SUCCEEDED }
`);
  expect(scenarios.map(({ name, input }) => ({ name, input }))).toEqual([
    { name: "2 of coffee-beans are reserved", input: { sku: "coffee-beans", quantity: 2, note: "${sku} is coffee-beans" } },
    { name: "1 of espresso-machine are reserved", input: { sku: "espresso-machine", quantity: 1, note: "${sku} is espresso-machine" } },
  ]);
});

test("cases that share a name are told apart by their parameters", async () => {
  const { scenarios } = await load(`
scenarios:
  - name: The order is placed
    cases: [{ card: card-visa }, { card: card-amex }]
    input: { card: "\${card}" }
    expect: { status: SUCCEEDED }
`);
  expect(scenarios.map(({ name }) => name)).toEqual(['The order is placed (card "card-visa")', 'The order is placed (card "card-amex")']);
});

describe("a file that cannot be used", () => {
  test.each([
    {
      name: "an unknown key",
      text: "scenarios:\n  - name: x\n    expcet: {}\n    expect: {}\n",
      want: 'tests/order.saga.yaml:3:5: Unknown key "expcet" in scenarios[0] (Did you mean "expect"?)',
    },
    {
      name: "a wrong type",
      text: "scenarios:\n  - name: x\n    faults: ProcessPayment\n    expect: {}\n",
      want: 'tests/order.saga.yaml:3:13: scenarios[0].faults must be a list, not "ProcessPayment"',
    },
    {
      name: "an outcome that no verdict has",
      text: "scenarios:\n  - name: x\n    expect: { outcome: compensate }\n",
      want: /^tests\/order\.saga\.yaml:3:24: scenarios\[0\]\.expect\.outcome must be .*, not "compensate" \(Did you mean "compensated" or "uncompensated"\?\)$/,
    },
    {
      name: "a missing key",
      text: "scenarios:\n  - name: x\n",
      want: 'tests/order.saga.yaml:2:5: scenarios[0] needs the key "expect"',
    },
    {
      name: "a parameter that a case has not",
      text: "scenarios:\n  - name: x\n    cases: [{ sku: coffee-beans }]\n    input: ${skv}\n    expect: {}\n",
      want: 'tests/order.saga.yaml:4:12: This case has no parameter "skv" (Did you mean "sku"? A ${ of the text itself is written $${.)',
    },
    {
      name: "a case that is none",
      text: "scenarios:\n  - name: x\n    cases: [coffee-beans]\n    expect: {}\n",
      want: 'tests/order.saga.yaml:3:13: scenarios[0].cases[0] must be a mapping, not "coffee-beans"',
    },
    {
      name: "a wrong value of a parameter",
      text: "scenarios:\n  - name: x\n    cases: [{ end: DONE }]\n    expect:\n      status: ${end}\n",
      want: 'tests/order.saga.yaml:5:15: scenarios[0].expect.status must be SUCCEEDED, FAILED, TIMED_OUT or ABORTED, not "DONE"',
    },
    {
      name: "a definition outside the project",
      text: "definition: ../../other/order.asl.json\n",
      want: /^tests\/order\.saga\.yaml:1:13: definition leads out of the folder \/shop/,
    },
    { name: "broken YAML", text: "scenarios: [\n", want: /^tests\/order\.saga\.yaml:\d+:\d+: / },
    { name: "nothing at all", text: "", want: /^tests\/order\.saga\.yaml:1:1: The file is empty/ },
  ])("says where it has $name", async ({ text, want }) => {
    const problem = await problemOf(text);
    if (typeof want === "string") expect(problem).toBe(want);
    else expect(problem).toMatch(want);
  });

  test("lists every problem, each once, in the order of the text", async () => {
    const problem = await problemOf(
      "machin: order\nscenarios:\n  - name: x\n    cases: [{ sku: a }, { sku: b }]\n    expect:\n      state: ${sku}\n",
    );
    expect(problem.split("\n")).toEqual([
      'tests/order.saga.yaml:1:1: Unknown key "machin"',
      expect.stringMatching(/^tests\/order\.saga\.yaml:6:7: Unknown key "state" in scenarios\[0\]\.expect/),
    ]);
  });
});
