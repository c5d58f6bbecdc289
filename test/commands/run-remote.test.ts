import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { CommandResult } from "../test-io.ts";
import { runCommand } from "../test-io.ts";
import { orderInput } from "./order-input.ts";
import { events, runWithHistory } from "./order-run.ts";
import type { SpawnedLocal } from "./spawned-local.ts";
import { spawnLocal } from "./spawned-local.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** Delays cost nothing, but a task that nobody answers times out in real time. */
let virtual: SpawnedLocal;
/** Everything takes a fifth of its time: a task is still given two seconds, which a busy machine needs for it. */
let fast: SpawnedLocal;
beforeAll(async () => {
  [virtual, fast] = await Promise.all([spawnLocal("--time", "virtual"), spawnLocal("--time", "scale=5")]);
});
afterAll(() => {
  virtual.stop();
  fast.stop();
});

/** What both targets must agree on. */
function told(result: CommandResult): object {
  const { executionArn: _, simulated: __, ...report } = JSON.parse(result.stdout) as Readonly<Record<string, unknown>>;
  return { exitCode: result.exitCode, report, history: events(result).map(shape) };
}

function shape({ id, previousEventId, type, ...details }: ReturnType<typeof events>[number]): string {
  const [value = {}] = Object.entries(details).flatMap(([key, member]) => (key.endsWith("EventDetails") ? [member as object] : []));
  const { name = "", error = "", resource = "" } = value as Readonly<Record<string, string>>;
  return [id, previousEventId, type, name, resource, error].join(" ").trimEnd();
}

/** Runs the order saga with the same faults on the embedded engine and at the endpoint. */
async function onBoth(
  definition: string,
  faults: readonly string[],
  { endpoint, resources }: SpawnedLocal,
): Promise<{ readonly embedded: object; readonly remote: object; readonly left: readonly string[] }> {
  const flags = [...faults.flatMap((fault) => ["--fail-at", fault]), "--input", orderInput(), "--format", "json"];
  const embedded = await runWithHistory(definition, flags);
  const remote = await runCommand(["run", definition, ...flags, "--endpoint-url", endpoint, "--history-out", "history.json"]);
  if (remote.stdout === "") throw new Error(remote.stderr);
  return { embedded: told(embedded), remote: told(remote), left: await resources() };
}

const STEPS = ["ProcessOrder", "ProcessPayment", "ReserveInventory"];
const COMPENSATIONS = ["ReleaseInventory", "ProcessRefund", "UpdateOrderStatus"];

const table: readonly (readonly string[])[] = [
  [],
  ...STEPS.flatMap((step) => [[step], [`${step}@after`], [`${step}#1-2`], [`${step}:Lambda.Unknown`]]),
  ["ReserveInventory:ErrReserveInventory", "sns:NotifyReleaseInventoryFail"],
  ["sns:NotifySuccess"],
  ["sns:NotifySuccess@after"],
  ['ReserveInventory={"status":"Reserved"}'],
  ...COMPENSATIONS.flatMap((compensation) => [
    ["ReserveInventory", compensation],
    ["ReserveInventory", `${compensation}#1`],
    ["ReserveInventory", `${compensation}@after`],
    ["ReserveInventory", compensation, `sns:Notify${compensation === "UpdateOrderStatus" ? "UpdateOrder" : compensation}Fail`],
  ]),
];

const timeouts = [["ReserveInventory:States.Timeout"], ["ProcessPayment@late"], ["ReserveInventory", "ProcessRefund:States.Timeout"]];

async function expectAgreement(definition: string, faults: readonly string[], local: SpawnedLocal): Promise<void> {
  const { embedded, remote, left } = await onBoth(definition, faults, local);
  expect(remote).toEqual(embedded);
  expect(left).toEqual([]);
}

describe("a run of the order saga at an endpoint has the verdict and the history of an embedded run", () => {
  test.each(table.map((faults) => ({ faults })))("with faults at $faults", ({ faults }) =>
    expectAgreement("order.asl.json", faults, virtual),
  );

  test.each(timeouts.map((faults) => ({ faults })))("with faults at $faults", ({ faults }) =>
    expectAgreement("order.asl.json", faults, fast),
  );

  test.each([{ faults: [] }, { faults: ["ReserveInventory@after"] }, { faults: ["ReserveInventory#1-2", "sns:NotifySuccess"] }])(
    "in JSONata with faults at $faults",
    ({ faults }) => expectAgreement("order.jsonata.asl.yaml", faults, virtual),
  );
});
