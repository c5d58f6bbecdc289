import { describe, expect, test } from "vitest";
import { diskFiles } from "../../src/lib/runs/disk-files.ts";
import type { CommandResult } from "../test-io.ts";
import { ORDER_SAGA, runCommand } from "../test-io.ts";
import type { WrittenEvent } from "./order-run.ts";
import { events, runWithHistory, section } from "./order-run.ts";

/** `saga-cli history verify` on these events. */
async function verifyHistory(
  history: unknown,
  flags: readonly string[] = [],
  definition: string = "order.asl.json",
): Promise<CommandResult> {
  const path = `${ORDER_SAGA}/saved.json`;
  const text = typeof history === "string" ? history : JSON.stringify(history);
  const files = { ...diskFiles, read: (file: string) => (file === path ? text : diskFiles.read(file)) };
  return runCommand(["history", "verify", "--history", "saved.json", "--definition", definition, ...flags], { files });
}

function outcome({ stdout }: CommandResult): string | undefined {
  return /^Verdict: ([a-z-]+)/m.exec(stdout)?.[1];
}

/** The history without the visit of this state, as if it had never run. */
function without(state: string, all: readonly WrittenEvent[]): readonly WrittenEvent[] {
  const entered = all.findIndex(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === state);
  const exited = all.findIndex(({ stateExitedEventDetails }) => stateExitedEventDetails?.name === state);
  const gone = exited - entered + 1;
  const moved = (id: number): number => (id > exited + 1 ? id - gone : Math.min(id, entered));
  const renumbered = (event: WrittenEvent): WrittenEvent => ({
    ...event,
    id: moved(event.id),
    previousEventId: moved(event.previousEventId),
  });
  return all.toSpliced(entered, gone).map(renumbered);
}

describe.each(["order.asl.json", "order.jsonata.asl.yaml"])("saga-cli history verify of a run of %s", (definition) => {
  test.each([
    { faults: [], want: { exitCode: 0, outcome: "committed" } },
    { faults: ["ReserveInventory"], want: { exitCode: 0, outcome: "compensated" } },
    { faults: ["ReserveInventory", "ReleaseInventory"], want: { exitCode: 1, outcome: "stuck" } },
    { faults: ["sns:NotifySuccess"], want: { exitCode: 1, outcome: "incomplete" } },
  ])("$want.outcome with faults at $faults", async ({ faults, want }) => {
    const run = await runWithHistory(
      definition,
      faults.flatMap((fault) => ["--fail-at", fault]),
    );
    const verified = await verifyHistory({ events: events(run) }, [], definition);
    expect({ exitCode: verified.exitCode, outcome: outcome(verified), stderr: verified.stderr }).toEqual({ ...want, stderr: "" });
  });

  test.each([
    { compensation: "ReleaseInventory", step: "ReserveInventory", want: "compensated" },
    { compensation: "ProcessRefund", step: "ProcessPayment", want: "uncompensated" },
    { compensation: "UpdateOrderStatus", step: "ProcessOrder", want: "uncompensated" },
  ])("a history without $compensation shows that $step was not undone", async ({ compensation, step, want }) => {
    const run = await runWithHistory(definition, ["--fail-at", "ReserveInventory:ErrReserveInventory"]);
    const verified = await verifyHistory({ events: without(compensation, events(run)) }, [], definition);
    expect(outcome(verified)).toBe(want);
    if (want === "compensated") return; // ReserveInventory failed for certain: nothing of it stands
    expect(verified.exitCode).toBe(1);
    expect(section(verified.stdout, "Violations").join("\n")).toMatch(
      new RegExp(`^missing-compensation: ${step} is done .* was never undone: ${compensation} never ran\\.$`, "s"),
    );
  });
});

describe("events cut out of a history", () => {
  test("prove nothing, and the gap is named together with the compensation it hides", async () => {
    const all = events(await runWithHistory("order.asl.json", ["--fail-at", "ReserveInventory:ErrReserveInventory"]));
    const entered = all.findIndex(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === "ProcessRefund");
    const { exitCode, stdout } = await verifyHistory({ events: all.toSpliced(entered, 5) });
    expect({ exitCode, verdict: outcome({ stdout } as CommandResult) }).toEqual({ exitCode: 1, verdict: "unproven" });
    expect(stdout).toContain("ProcessRefund");
    expect(stdout).toMatch(new RegExp(`[Ee]vents? ${entered + 1}`));
  });

  test("the effect of a step that failed after it is only known where the fault was injected", async () => {
    const run = await runWithHistory("order.slides.asl.json", ["--fail-at", "ReserveInventory@late"]);
    expect(run.stdout).toContain("done (injected)");
    const { stdout } = await verifyHistory({ events: events(run) }, [], "order.slides.asl.json");
    expect(stdout).toMatch(/ReserveInventory +unknown/);
  });
});

describe("a saved history that is shown", () => {
  const flags = ["--history", "-", "--definition", "order.asl.json"];

  test("reads as the run did: what happened, then the verdict", async () => {
    const run = await runWithHistory("order.asl.json", ["--fail-at", "ReserveInventory", "--fail-at", "ReleaseInventory"]);
    const stdin = JSON.stringify({ events: events(run) });
    const { exitCode, stdout, stderr } = await runCommand(["history", "show", ...flags], { stdin, cwd: ORDER_SAGA });
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
    const shown = stdout.split("\n").map((line) => line.replace("o-1001 ", "").replace(/…$/, ""));
    const happened = run.stdout.slice(0, run.stdout.indexOf("\n\n")).split("\n");
    expect(shown.slice(0, happened.length)).toEqual(happened.map((line, index) => line.slice(0, shown[index]?.length)));
    expect(section(stdout, "What to do next").at(-1)).toBe("Their inputs are shown with --include-data.");
  });

  test.each([
    { args: [], want: "error: There is nothing to show\n" },
    {
      args: ["arn:aws:states:eu-west-1:123456789012:execution:order:o-1", ...flags],
      want: "error: An execution and a history file are one too many to show\n",
    },
    { args: ["--history", "-"], want: "error: A saved history does not say which definition ran\n" },
    { args: ["saved.json"], want: "error: saved.json is not the ARN of an execution\n" },
  ])("is named alone, with what ran: $args", async ({ args, want }) => {
    const { exitCode, stdout, stderr } = await runCommand(["history", "show", ...args], { stdin: "[]" });
    expect({ exitCode, stdout, stderr: stderr.slice(0, want.length) }).toEqual({ exitCode: 2, stdout: "", stderr: want });
  });
});

test("what the logs of an EXPRESS execution leave to be done is done by hand: nothing redrives it", async () => {
  const logged = (id: number, type: string, details: object = {}): object => ({
    id: String(id),
    type,
    details,
    previous_event_id: String(id - 1),
    event_timestamp: String(1_767_225_600_000 + id),
    execution_arn: "arn:aws:states:eu-west-1:123456789012:express:order:o-1:9f",
  });
  const name = (state: string): object => ({ name: state, input: '{"order_id":"o-1"}', output: "{}" });
  const logs = [
    logged(1, "ExecutionStarted"),
    logged(2, "TaskStateEntered", name("ProcessOrder")),
    logged(3, "LambdaFunctionScheduled"),
    logged(4, "LambdaFunctionSucceeded"),
    logged(5, "TaskStateExited", name("ProcessOrder")),
    logged(6, "TaskStateEntered", name("ProcessPayment")),
    logged(7, "LambdaFunctionScheduled"),
    logged(8, "LambdaFunctionFailed", { error: "ErrProcessPayment" }),
    logged(9, "TaskStateExited", name("ProcessPayment")),
    logged(10, "TaskStateEntered", name("ProcessRefund")),
    logged(11, "LambdaFunctionScheduled"),
    logged(12, "LambdaFunctionFailed", { error: "ErrUnknownCard" }),
    logged(13, "ExecutionFailed", { error: "ErrUnknownCard" }),
  ];
  const { exitCode, stdout } = await verifyHistory(logs.map((event) => JSON.stringify(event)).join("\n"));
  expect({ exitCode, advice: section(stdout, "What to do next") }).toEqual({
    exitCode: 1,
    advice: [
      "ProcessRefund failed and the execution stopped there; an EXPRESS execution",
      "cannot be redriven.",
      "Run by hand, in this order: 1. ProcessRefund (undoes ProcessPayment) 2. UpdateOrderStatus (undoes ProcessOrder)",
      "Their inputs are shown with --include-data.",
    ],
  });
});

test("a saved history proves nothing of the executions that it waited for, and says what would", async () => {
  const event = (id: number, type: string, details: object = {}): object => ({
    id,
    previousEventId: id - 1,
    timestamp: "2026-01-01T00:00:00Z",
    type,
    ...details,
  });
  const state = { stateEnteredEventDetails: { name: "ProcessOrder" }, stateExitedEventDetails: { name: "ProcessOrder" } };
  const nested = "arn:aws:states:eu-west-1:123456789012:execution:stock:o-1";
  const task = { resourceType: "states", resource: "startExecution.sync:2", output: JSON.stringify({ ExecutionArn: nested }) };
  const { exitCode, stdout } = await verifyHistory([
    event(1, "ExecutionStarted"),
    event(2, "TaskStateEntered", state),
    event(3, "TaskScheduled", { taskScheduledEventDetails: task }),
    event(4, "TaskSubmitted", { taskSubmittedEventDetails: task }),
    event(5, "TaskSucceeded", { taskSucceededEventDetails: task }),
    event(6, "TaskStateExited", state),
    event(7, "ExecutionAborted"),
  ]);
  expect({ exitCode, verdict: outcome({ stdout } as CommandResult) }).toEqual({ exitCode: 1, verdict: "unproven" });
  expect(stdout.replaceAll(/\n +/g, " ")).toContain(
    "A saved history is that of one execution: verified by its ARN, those that it leads to are read, too.",
  );
});

describe("what the exit code rests on", () => {
  test.each([
    { flags: ["--expect", "compensated"], want: 0 },
    { flags: ["--expect", "committed"], want: 1 },
    { flags: ["--fail-on", "compensated, stuck"], want: 1 },
    { flags: ["--fail-on", "stuck"], want: 0 },
    { flags: ["--strict"], want: 0 },
  ])("$flags", async ({ flags, want }) => {
    const run = await runWithHistory("order.asl.json", ["--fail-at", "ReserveInventory"]);
    expect((await verifyHistory({ events: events(run) }, flags)).exitCode).toBe(want);
  });
});

test("--format json gives the verdict of the run, in which no payload stands", async () => {
  const flags = ["--fail-at", "ReserveInventory", "--fail-at", "ReleaseInventory"];
  const run = await runWithHistory("order.asl.json", [...flags, "--format", "json"]);
  const { exitCode, stdout } = await verifyHistory({ events: events(run) }, ["--format", "json"]);
  const { verdict } = JSON.parse(run.stdout) as { verdict: unknown };
  expect({ exitCode, report: JSON.parse(stdout) as unknown }).toEqual({ exitCode: 1, report: { version: 1, executionArn: null, verdict } });
  expect(stdout).not.toContain("card-visa");
});

describe("a history that cannot be judged", () => {
  test.each([
    { name: "is not JSON", history: "not a history", want: /^error: saved\.json:1:1: / },
    {
      name: "is UTF-16, as PowerShell writes it",
      history: Buffer.from('\uFEFF{"events":[]}', "utf16le").toString("utf8"),
      want: /^error: saved\.json: The file is UTF-16\.\n {2}Save it as UTF-8: /,
    },
    { name: "holds no events", history: { executions: [] }, want: /^error: saved\.json/ },
    {
      name: "belongs to another definition",
      history: {
        events: [
          { id: 1, previousEventId: 0, timestamp: "2026-01-01T00:00:00Z", type: "ExecutionStarted" },
          {
            id: 2,
            previousEventId: 0,
            timestamp: "2026-01-01T00:00:00Z",
            type: "TaskStateEntered",
            stateEnteredEventDetails: { name: "BookFlight" },
          },
        ],
      },
      want: /^error: order\.asl\.json: The history does not fit this definition: "BookFlight" \(event 2\) is not a state there\n {2}Name the definition that the execution ran with\.\n$/,
    },
  ])("$name", async ({ history, want }) => {
    const { exitCode, stdout, stderr } = await verifyHistory(history);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(want);
  });

  test("is judged with the mark that Windows puts before it", async () => {
    const { stdout } = await verifyHistory(`\uFEFF${JSON.stringify({ events: events(await runWithHistory("order.asl.json", [])) })}`);
    expect(stdout).toContain("Verdict: committed");
  });

  test("is judged from standard input, too", async () => {
    const stdin = JSON.stringify({ events: events(await runWithHistory("order.asl.json", [])) });
    const flags = ["--history", "-", "--definition", "order.asl.json"];
    expect((await runCommand(["history", "verify", ...flags], { stdin })).stdout).toContain("Verdict: committed");
    expect(await runCommand(["history", "verify", ...flags], { stdin: "{" })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^error: standard input:1:2: /) as unknown,
    });
  });

  test("is missing", async () => {
    expect(await runCommand(["history", "verify", "--history", "nowhere.json", "--definition", "order"])).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: "error: The history file nowhere.json does not exist\n  Save one with saga-cli run --history-out FILE.\n",
    });
  });

  test.each([
    { flags: ["--format", "xml"], want: "error: option '--format <format>' argument 'xml' is invalid. It is one of text, json." },
    { flags: ["--expect", "fine"], want: "error: --expect fine: there is no such outcome" },
  ])("$flags", async ({ flags, want }) => {
    const run = await runWithHistory("order.asl.json", []);
    const { exitCode, stderr } = await verifyHistory({ events: events(run) }, flags);
    expect({ exitCode, first: stderr.split("\n")[0] }).toEqual({ exitCode: 2, first: want });
  });
});
