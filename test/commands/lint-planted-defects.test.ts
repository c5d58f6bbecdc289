import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { memoryFiles } from "../memory-files.ts";
import { ROOT, runCommand } from "../test-io.ts";

const FOLDER = join(ROOT, "fixtures/good-order-saga");
const GOOD = readFileSync(join(FOLDER, "good-order.asl.json"), "utf8");
const CONFIG = readFileSync(join(FOLDER, "saga.config.yaml"), "utf8");

/** A state of the definition, as far as these tests change it. */
interface StateText {
  Type: string;
  Next?: string;
  Retry?: object[];
  Catch?: { ErrorEquals: string[]; ResultPath?: string; Next: string }[];
  TimeoutSeconds?: number;
  [field: string]: unknown;
}

type States = Record<string, StateText>;

/** A finding of the level warning or error: `rule state`, and the text of its line. */
interface Found {
  readonly what: string;
  readonly line: string;
}

/** Lints the good order saga with a defect planted, as a file of its own beside the config. */
async function lintWith(plant: (states: States, machine: Record<string, unknown>) => void): Promise<readonly Found[]> {
  const machine = JSON.parse(GOOD) as { States: States };
  plant(machine.States, machine);
  const text = JSON.stringify(machine, null, 2);
  const files = memoryFiles({ "/shop/good-order.asl.json": text, "/shop/saga.config.yaml": CONFIG });
  const { stdout } = await runCommand(["lint", "--format", "json"], { cwd: "/shop", files });
  const report = JSON.parse(stdout) as {
    files: { machines: { findings: { rule: string; severity: string; state: string | null; line: number }[] }[] }[];
  };
  const lines = text.split("\n");
  return report.files
    .flatMap(({ machines }) => machines)
    .flatMap(({ findings }) => findings)
    .filter(({ severity }) => severity !== "info")
    .map(({ rule, state, line }) => ({ what: `${rule} ${state ?? "-"}`, line: (lines[line - 1] ?? "").trim() }));
}

function state(states: States, name: string): StateText {
  const found = states[name];
  if (found === undefined) throw new Error(`There is no ${name}`);
  return found;
}

/** Lets the state go on elsewhere; `onError` is where its first catcher leads. */
function lead(states: States, name: string, next: string | undefined, onError: string | undefined = next): void {
  const found = state(states, name);
  if (next !== undefined) found.Next = next;
  const [catcher] = found.Catch ?? [];
  if (catcher !== undefined && onError !== undefined) catcher.Next = onError;
}

/** A reservation beside the booking of a courier, both undone after a Catch of these names. */
function inParallel(states: States, names: string[]): void {
  const { Catch: _, Next: __, ...reserve } = state(states, "ReserveInventory");
  const courier = (name: string, more: object): StateText => ({
    Type: "Task",
    Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
    TimeoutSeconds: 10,
    Retry: [{ ErrorEquals: ["States.ALL"] }],
    ...more,
  });
  const branch = (name: string, fields: object): object => ({ StartAt: name, States: { [name]: { ...fields, End: true } } });
  states["ReserveAndBook"] = {
    Type: "Parallel",
    Branches: [branch("ReserveInventory", reserve), branch("BookCourier", courier("book-courier", {}))],
    ResultPath: "$.both",
    Catch: [{ ErrorEquals: names, ResultPath: "$.error", Next: "CancelCourier" }],
    Next: "sns:NotifySuccess",
  };
  const told = structuredClone(state(states, "sns:NotifyReleaseInventoryFail"));
  states["sns:NotifyCancelCourierFail"] = told;
  lead(states, "sns:NotifyCancelCourierFail", "ReleaseInventory");
  const caught = { ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "sns:NotifyCancelCourierFail" };
  states["CancelCourier"] = courier("cancel-courier", { Catch: [caught], ResultPath: null, Next: "ReleaseInventory" });
  lead(states, "ProcessPayment", "ReserveAndBook", "ProcessRefund");
  delete states["ReserveInventory"];
}

const at = (name: string): string => `"${name}": {`;
const unreachable = (name: string): Found => ({ what: `asl/unreachable-state ${name}`, line: at(name) });

test("the good order saga has no error and no warning", async () => {
  expect(await lintWith(() => {})).toEqual([]);
});

interface Planted {
  readonly name: string;
  readonly plant: (states: States, machine: Record<string, unknown>) => void;
  readonly want: readonly Found[];
}

test.each<Planted>([
  {
    name: "a missing Catch in the middle",
    plant: (states) => delete state(states, "ProcessPayment").Catch,
    want: [{ what: "missing-catch ProcessPayment", line: at("ProcessPayment") }],
  },
  {
    name: "a missing Catch at the start, where only the step's own compensation is owed",
    plant: (states) => delete state(states, "ProcessOrder").Catch,
    want: [{ what: "missing-catch ProcessOrder", line: at("ProcessOrder") }],
  },
  {
    name: "a rollback that skips the refund",
    plant(states) {
      lead(states, "ReleaseInventory", "UpdateOrderStatus", "sns:NotifyReleaseInventoryFail");
      lead(states, "sns:NotifyReleaseInventoryFail", "UpdateOrderStatus");
    },
    want: [{ what: "missing-compensation ReserveInventory", line: at("ReserveInventory") }],
  },
  {
    name: "a Catch that skips the release and the refund",
    plant: (states) => lead(states, "ReserveInventory", undefined, "UpdateOrderStatus"),
    want: [
      { what: "missing-compensation ReserveInventory", line: at("ReserveInventory") },
      { what: "own-compensation-skipped ReserveInventory", line: at("ReserveInventory") },
      unreachable("ReleaseInventory"),
      { what: "compensation-unreachable ReleaseInventory", line: at("ReleaseInventory") },
      unreachable("sns:NotifyReleaseInventoryFail"),
    ],
  },
  {
    name: "a Catch without ResultPath",
    plant: (states) => delete state(states, "ReserveInventory").Catch?.[0]?.ResultPath,
    want: [{ what: "catch-overwrites-input ReserveInventory", line: "{" }],
  },
  {
    name: "a Catch on States.TaskFailed only",
    plant: (states) => state(states, "ReserveInventory").Catch?.[0]?.ErrorEquals.splice(0, 1, "States.TaskFailed"),
    want: [{ what: "catch-not-all ReserveInventory", line: "{" }],
  },
  {
    name: "a broken chain",
    plant: (states) => lead(states, "ReleaseInventory", "OrderFailed", "sns:NotifyReleaseInventoryFail"),
    want: [{ what: "missing-compensation ReserveInventory", line: at("ReserveInventory") }],
  },
  {
    name: "a rollback that ends in Succeed",
    plant: (states) => lead(states, "UpdateOrderStatus", "OrderSucceeded", "sns:NotifyUpdateOrderFail"),
    want: [{ what: "failure-masked UpdateOrderStatus", line: at("UpdateOrderStatus") }],
  },
  {
    name: "the wrong order",
    plant(states) {
      lead(states, "ReleaseInventory", "UpdateOrderStatus", "sns:NotifyReleaseInventoryFail");
      lead(states, "sns:NotifyReleaseInventoryFail", "UpdateOrderStatus");
      lead(states, "UpdateOrderStatus", "ProcessRefund", "sns:NotifyUpdateOrderFail");
      lead(states, "sns:NotifyUpdateOrderFail", "ProcessRefund");
      lead(states, "ProcessRefund", "OrderFailed", "sns:NotifyProcessRefundFail");
      lead(states, "sns:NotifyProcessRefundFail", "OrderFailed");
    },
    want: [
      { what: "compensation-of-unexecuted ProcessOrder", line: at("ProcessOrder") },
      { what: "missing-compensation ProcessPayment", line: at("ProcessPayment") },
      { what: "compensation-order UpdateOrderStatus", line: at("UpdateOrderStatus") },
    ],
  },
  {
    name: "States.ALL that is not last",
    plant(states) {
      state(states, "ProcessPayment").Catch?.push({ ErrorEquals: ["ErrProcessPayment"], ResultPath: "$.error", Next: "ProcessRefund" });
    },
    want: [{ what: "asl/states-all ProcessPayment", line: '"States.ALL"' }],
  },
  {
    name: "a compensation that loops forward",
    plant: (states) => lead(states, "ProcessRefund", undefined, "ProcessPayment"),
    want: [
      { what: "compensation-cycle ProcessRefund", line: at("ProcessRefund") },
      { what: "compensation-failure-skips-rest ProcessRefund", line: '"Next": "ProcessPayment"' },
      unreachable("sns:NotifyProcessRefundFail"),
    ],
  },
  {
    name: "a compensation that loops onto itself",
    plant: (states) => lead(states, "ProcessRefund", undefined, "ProcessRefund"),
    want: [{ what: "compensation-cycle ProcessRefund", line: at("ProcessRefund") }, unreachable("sns:NotifyProcessRefundFail")],
  },
  {
    name: "a Retry on States.Runtime",
    plant: (states) => state(states, "ProcessPayment").Retry?.unshift({ ErrorEquals: ["States.Runtime"] }),
    want: [{ what: "retry-uncatchable ProcessPayment", line: '"States.Runtime"' }],
  },
  {
    name: "a Parallel caught by States.BranchFailed only",
    plant: (states) => inParallel(states, ["States.BranchFailed"]),
    want: [
      { what: "parallel-partial-compensation ReserveAndBook", line: at("ReserveAndBook") },
      { what: "catch-not-all ReserveAndBook", line: "{" },
      { what: "dead-error-name ReserveAndBook", line: '"States.BranchFailed"' },
    ],
  },
  {
    name: "a Parallel that rolls back while a sibling may still be landing",
    plant: (states) => inParallel(states, ["States.ALL"]),
    want: [{ what: "parallel-abort-race ReserveAndBook", line: at("ReserveAndBook") }],
  },
  {
    name: "a callback without TimeoutSeconds",
    plant(states) {
      const Resource = "arn:aws:states:::lambda:invoke.waitForTaskToken";
      const Parameters = { FunctionName: "process-payment", Payload: { "token.$": "$$.Task.Token" } };
      Object.assign(state(states, "ProcessPayment"), { Resource, Parameters });
      delete state(states, "ProcessPayment").TimeoutSeconds;
    },
    want: [{ what: "callback-no-timeout ProcessPayment", line: '"Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",' }],
  },
  {
    name: "a compensation without Retry",
    plant: (states) => delete state(states, "ProcessRefund").Retry,
    want: [{ what: "compensation-no-retry ProcessRefund", line: at("ProcessRefund") }],
  },
  {
    name: "a compensation without Catch",
    plant: (states) => delete state(states, "ProcessRefund").Catch,
    want: [{ what: "compensation-no-catch ProcessRefund", line: at("ProcessRefund") }, unreachable("sns:NotifyProcessRefundFail")],
  },
  {
    name: "a compensation that does nothing",
    plant: (states) => void (states["ProcessRefund"] = { Type: "Pass", Next: "UpdateOrderStatus" }),
    want: [{ what: "compensation-noop ProcessRefund", line: at("ProcessRefund") }, unreachable("sns:NotifyProcessRefundFail")],
  },
  {
    name: "a failing compensation that ends the rollback",
    plant: (states) => lead(states, "sns:NotifyReleaseInventoryFail", "OrderFailed"),
    want: [{ what: "compensation-failure-skips-rest ReleaseInventory", line: '"Next": "sns:NotifyReleaseInventoryFail"' }],
  },
  {
    name: "a compensation that reads what is not there on every way",
    plant(states) {
      const Parameters = { FunctionName: "process-refund", Payload: { "id.$": "$.reservation.transaction_id" } };
      Object.assign(state(states, "ProcessRefund"), { Resource: "arn:aws:states:::lambda:invoke", Parameters });
    },
    want: [{ what: "compensation-missing-data ProcessRefund", line: '"id.$": "$.reservation.transaction_id"' }],
  },
  {
    name: "a last notification without Catch",
    plant: (states) => delete state(states, "sns:NotifySuccess").Catch,
    want: [{ what: "uncaught-notification sns:NotifySuccess", line: at("sns:NotifySuccess") }],
  },
  {
    name: "a machine timeout",
    plant: (_, machine) => void (machine["TimeoutSeconds"] = 300),
    want: [{ what: "execution-timeout -", line: '"TimeoutSeconds": 300' }],
  },
  {
    name: "a Choice without Default after an effect",
    plant(states) {
      lead(states, "ReserveInventory", "IsReserved", "ReleaseInventory");
      const Choices = [{ Variable: "$.reservation.ok", BooleanEquals: true, Next: "sns:NotifySuccess" }];
      states["IsReserved"] = { Type: "Choice", Choices };
    },
    want: [{ what: "choice-no-default IsReserved", line: at("IsReserved") }],
  },
])("$name is found where it is, and nothing else", async ({ plant, want }) => {
  expect(await lintWith(plant)).toEqual(want);
});

test("a step without TimeoutSeconds is an information", async () => {
  const machine = JSON.parse(GOOD) as { States: States };
  delete state(machine.States, "ProcessPayment").TimeoutSeconds;
  const files = memoryFiles({ "/shop/good-order.asl.json": JSON.stringify(machine, null, 2), "/shop/saga.config.yaml": CONFIG });
  const { exitCode, stdout } = await runCommand(["lint", "--level", "info"], { cwd: "/shop", files });
  expect(exitCode).toBe(0);
  expect(stdout).toContain("info no-timeout");
});
