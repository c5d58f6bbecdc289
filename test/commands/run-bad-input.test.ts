import { describe, expect, test } from "vitest";
import { memoryFiles } from "../memory-files.ts";
import { runCommand } from "../test-io.ts";

const PAY = '{ "StartAt": "Pay", "States": { "Pay": { "Type": "Pass", "End": true } } }';

/** What saga-cli says on stderr, with exit code 2 and nothing on stdout. */
async function refusal(argv: readonly string[], texts: Readonly<Record<string, string>> = {}): Promise<string> {
  const files = memoryFiles(Object.fromEntries(Object.entries(texts).map(([name, text]) => [`/shop/${name}`, text])));
  const { exitCode, stdout, stderr } = await runCommand(argv, { cwd: "/shop", files });
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  return stderr;
}

describe("a definition that cannot be run", () => {
  test.each([
    {
      name: "is missing",
      argv: ["run", "ordr.asl.json"],
      files: { "order.asl.json": PAY },
      want: "error: ordr.asl.json does not exist\n  Did you mean order.asl.json?\n",
    },
    {
      name: "is in a folder that is missing",
      argv: ["run", "sagas/order.asl.json"],
      files: { "order.asl.json": PAY },
      want: "error: sagas/order.asl.json does not exist\n  There is no folder sagas either.\n",
    },
    {
      name: "is not JSON",
      argv: ["run", "order.asl.json"],
      files: { "order.asl.json": '{\n  "StartAt": "Pay",\n  "States": {\n    "Pay": { "Type": "Pass" "End": true }\n  }\n}\n' },
      want: "error: order.asl.json:4:29: A comma is missing between these two members\n  Put it before this one.\n",
    },
    {
      name: "is not YAML",
      argv: ["run", "order.asl.yaml"],
      files: { "order.asl.yaml": "StartAt: Pay\nStates:\n  Pay:\n    Type: [Pass\n    End: true\n" },
      want: expect.stringMatching(/^error: order\.asl\.yaml:\d+:\d+: .+\n/),
    },
    {
      name: "names states that are not there: every problem with its place",
      argv: ["run", "order.asl.json"],
      files: { "order.asl.json": '{\n  "StartAt": "Pya",\n  "States": { "Pay": { "Type": "Pass", "Next": "Ship" } }\n}\n' },
      want: [
        'error: order.asl.json:2:14: StartAt names "Pya", which is not a state here',
        '  order.asl.json:3:48: Next names "Ship", which is not a state here. Known: Pay.',
        '  Did you mean "Pay"?',
        "",
      ].join("\n"),
    },
    {
      name: "is no state machine",
      argv: ["run", "order.json"],
      files: { "order.json": '{ "order_id": "o-1001" }' },
      want: "error: order.json holds no state machine\n  A definition is an object with StartAt and States.\n",
    },
    {
      name: "is empty",
      argv: ["run", "order.asl.json"],
      files: { "order.asl.json": "" },
      want: expect.stringContaining("order.asl.json:1:1: The file is empty"),
    },
    {
      name: "is a folder with nothing in it that says what to run",
      argv: ["run", "sagas"],
      files: { "sagas/order.asl.json": PAY },
      want: expect.stringContaining("sagas has no saga.config.yaml\n"),
    },
    {
      name: "is one of several",
      argv: ["run", "."],
      files: {
        "order.asl.json": PAY,
        "saga.config.yaml": "machines:\n  order: { definition: order.asl.json }\n  refund: { definition: order.asl.json }\n",
      },
      want: "error: . holds 2 machines\n  Choose one by --machine: order, refund.\n",
    },
    {
      name: "has not the state that the config names",
      argv: ["run", "order"],
      files: {
        "order.asl.json": PAY,
        "saga.config.yaml": "machines:\n  order:\n    definition: order.asl.json\n    steps: { Pya: { pivot: true } }\n",
      },
      want: 'error: saga.config.yaml:4:14: steps names "Pya", which is not a state of this machine\n  Did you mean "Pay"?\n',
    },
    {
      name: "is a name that the config does not know",
      argv: ["run", "ordr"],
      files: { "order.asl.json": PAY, "saga.config.yaml": "machines:\n  order: { definition: order.asl.json }\n" },
      want: 'error: saga.config.yaml: The config has no machine "ordr"\n  Did you mean "order"?\n',
    },
  ])("$name", async ({ argv, files, want }) => {
    expect(await refusal(argv, files)).toEqual(want);
  });
});

describe("a config that cannot be used", () => {
  test.each([
    {
      name: "has a key that nobody knows",
      config: "machines:\n  order: { definition: order.asl.json, inputs: {} }\n",
      want: expect.stringMatching(/^error: saga\.config\.yaml:2:\d+: .*"inputs".*\n {2}Did you mean "input"\?\n$/),
    },
    {
      name: "is not YAML",
      config: "machines: [\n",
      want: expect.stringMatching(/^error: saga\.config\.yaml:\d+:\d+: /),
    },
    {
      name: "reaches out of its folder",
      config: "machines:\n  order: { definition: ../order.asl.json }\n",
      want: expect.stringMatching(/^error: saga\.config\.yaml:2:24: /),
    },
  ])("$name", async ({ config, want }) => {
    expect(await refusal(["run", "order"], { "order.asl.json": PAY, "saga.config.yaml": config })).toEqual(want);
  });

  test("is named and missing", async () => {
    expect(await refusal(["run", "order.asl.json", "--config", "shop.yaml"], { "order.asl.json": PAY })).toBe(
      "error: shop.yaml does not exist\n  Name a saga.config.yaml, or leave --config away.\n",
    );
  });
});

describe("an input that cannot be read", () => {
  test.each([
    {
      input: '{"order_id":',
      want: "error: --input:1:13: The object that opens on line 1 is not closed\n  A } is missing here or before.\n",
    },
    { input: "", want: "error: The input from --input is empty\n  Give at least {}.\n" },
    { input: "-", want: "error: The input from standard input is empty\n  Give at least {}.\n" },
    { input: "@order.json", want: "error: The input file order.json does not exist\n  Write --input @path/to/input.json.\n" },
  ])("$input", async ({ input, want }) => {
    expect(await refusal(["run", "order.asl.json", "--input", input], { "order.asl.json": PAY })).toBe(want);
  });

  test("is a folder", async () => {
    const { exitCode, stderr } = await runCommand(["run", "order.asl.json", "--input", "@inputs"]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringMatching(/^error: inputs: It cannot be read: it is a folder\n$/),
    });
  });
});

describe("a fault that cannot be injected", () => {
  const tasks =
    "ProcessOrder, ProcessPayment, ReserveInventory, sns:NotifySuccess, ReleaseInventory, ProcessRefund, UpdateOrderStatus, sns:NotifyReleaseInventoryFail, sns:NotifyProcessRefundFail, sns:NotifyUpdateOrderFail";
  test.each([
    {
      fault: "ReserveInventry",
      want: ['there is no state "ReserveInventry"', 'Did you mean "ReserveInventory" or "ReleaseInventory"?'],
    },
    { fault: "OrderFailed", want: ['"OrderFailed" is a Fail state', `Faults are injected into Tasks: ${tasks}.`] },
    {
      fault: "ReserveInventory@later",
      want: [
        'cannot read "@later" after the state "ReserveInventory"',
        "Write [MAP[i]/]STATE[#n[-m]][:ERROR][@before|@after|@late], or STATE=JSON.",
      ],
    },
    { fault: "ReserveInventory#3-1", want: ["attempts 3-1 run backwards", "Write #1-3."] },
    {
      fault: "ReserveInventory:ErrStock@late",
      want: ["a late effect is one whose step timed out, so the error cannot be ErrStock", "Write ReserveInventory@late."],
    },
    {
      fault: "ReserveInventory=Reserved",
      want: [expect.stringContaining("what follows = is not JSON"), `For a string write ReserveInventory='"text"'.`],
    },
  ])("$fault", async ({ fault, want: [problem, hint] }) => {
    const { exitCode, stdout, stderr } = await runCommand(["run", "order.asl.json", "--fail-at", fault]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    const [first = "", second] = stderr.split("\n");
    const prefix = `error: --fail-at ${fault}`;
    expect(first.startsWith(prefix)).toBe(true);
    expect([first.slice(prefix.length).replace(/^: /, ""), second?.trim()]).toEqual([problem, hint]);
  });

  test("that can be read in two ways prints both", async () => {
    const pay = { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:pay" };
    const states = { Pay: { ...pay, Next: "Pay:Card" }, "Pay:Card": { ...pay, End: true } };
    expect(
      await refusal(["run", "pay.asl.json", "--fail-at", "Pay:Card"], {
        "pay.asl.json": JSON.stringify({ StartAt: "Pay", States: states }),
      }),
    ).toBe(
      [
        'error: --fail-at Pay:Card can be read in 2 ways: state "Pay:Card"; or state "Pay" with ":Card"',
        "  Add #n, an :ERROR or a @phase that leaves only one.",
        "",
      ].join("\n"),
    );
  });
});

describe("a flag that cannot be used", () => {
  test.each([
    { flags: ["--expect", "comitted"], want: 'error: --expect comitted: there is no such outcome\n  Did you mean "committed"?\n' },
    { flags: ["--fail-on", "stuk"], want: 'error: --fail-on stuk: there is no such outcome or violation\n  Did you mean "stuck"?\n' },
    {
      flags: ["--seed", "-1"],
      want: "error: option '--seed <n>' argument '-1' is invalid. It must be a whole number.\n(--help says what there is)\n",
    },
    {
      flags: ["--seed", "99999999999999999999"],
      want: "error: option '--seed <n>' argument '99999999999999999999' is invalid. It must be at most 9007199254740991.\n(--help says what there is)\n",
    },
    {
      flags: ["--fail-on", ""],
      want: "error: option '--fail-on <list>' argument '' is invalid. It names nothing.\n(--help says what there is)\n",
    },
    {
      flags: ["--endpoint-url", "localhost:8083"],
      want: "error: option '--endpoint-url <url>' argument 'localhost:8083' is invalid. It is a URL like http://127.0.0.1:8083.\n(--help says what there is)\n",
    },
    {
      flags: ["--time", "fast"],
      want: "error: option '--time <mode>' argument 'fast' is invalid. It is one of virtual, real.\n(--help says what there is)\n",
    },
    {
      flags: ["--format", "xml"],
      want: "error: option '--format <format>' argument 'xml' is invalid. It is one of text, json.\n(--help says what there is)\n",
    },
    { flags: ["--expct", "stuck"], want: "error: unknown option '--expct'\n(Did you mean --expect?)\n(--help says what there is)\n" },
  ])("$flags", async ({ flags, want }) => {
    expect(await refusal(["run", "order.asl.json", ...flags], { "order.asl.json": PAY })).toBe(want);
  });
});
