import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { sameTree } from "../conformance/event-tree.ts";
import type { EventJson } from "../conformance/recorded-case.ts";
import type { CommandResult } from "../test-io.ts";
import { runCommand } from "../test-io.ts";
import type { SpawnedLocal } from "./spawned-local.ts";
import { spawnLocal } from "./spawned-local.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const task = (name: string, more: object = {}): object => ({
  Type: "Task",
  Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
  ...more,
});
const failing = (next: string): object => ({ Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: next }] });
const retried = { Retry: [{ ErrorEquals: ["States.ALL"] }] };
const failed = { TripFailed: { Type: "Fail", Error: "TripFailed" } };

/** Flight and hotel are booked side by side; a failure cancels both. */
const TRIP = {
  StartAt: "Book",
  States: {
    Book: {
      Type: "Parallel",
      Branches: [
        { StartAt: "BookFlight", States: { BookFlight: task("book-flight", { End: true }) } },
        { StartAt: "BookHotel", States: { BookHotel: task("book-hotel", { End: true, ...retried }) } },
      ],
      ResultPath: "$.booked",
      ...failing("CancelHotel"),
      Next: "ChargeCard",
    },
    ChargeCard: task("charge-card", { ResultPath: "$.charge", ...failing("RefundCard"), End: true }),
    RefundCard: task("refund-card", { ResultPath: "$.refund", ...retried, Next: "CancelHotel" }),
    CancelHotel: task("cancel-hotel", { ResultPath: "$.hotel", ...retried, Next: "CancelFlight" }),
    CancelFlight: task("cancel-flight", { ResultPath: "$.flight", ...retried, Next: "TripFailed" }),
    ...failed,
  },
};

/** Each item is reserved, one after the other (else the endpoint decides which of them a failure aborts), and released again where one fails. */
const ITEMS = {
  StartAt: "Items",
  States: {
    Items: {
      Type: "Map",
      ItemsPath: "$.items",
      MaxConcurrency: 1,
      ItemProcessor: { StartAt: "ReserveItem", States: { ReserveItem: task("reserve-item", { End: true }) } },
      ResultPath: "$.reserved",
      ...failing("Release"),
      End: true,
    },
    Release: {
      Type: "Map",
      ItemsPath: "$.items",
      ItemProcessor: { StartAt: "ReleaseItem", States: { ReleaseItem: task("release-item", { ...retried, End: true }) } },
      ResultPath: "$.released",
      Next: "TripFailed",
    },
    ...failed,
  },
};

const PAYMENT = { StartAt: "ChargeCard", States: { ChargeCard: task("charge-card", { End: true }) } };
const ORDER = {
  StartAt: "Pay",
  States: {
    Pay: {
      Type: "Task",
      Resource: "arn:aws:states:::states:startExecution.sync:2",
      Parameters: { StateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:payment", Input: { order: "o-1" } },
      ResultPath: "$.payment",
      ...failing("RefundCard"),
      Next: "ShipOrder",
    },
    ShipOrder: task("ship-order", { ResultPath: "$.shipment", ...failing("RefundCard"), End: true }),
    RefundCard: task("refund-card", { ...retried, Next: "TripFailed" }),
    ...failed,
  },
};

const CONFIG = `machines:
  trip: { definition: trip.asl.json, saga: true, steps: { BookHotel: { compensations: [CancelHotel] }, BookFlight: { compensations: [CancelFlight] } } }
  items: { definition: items.asl.json, saga: true, input: { items: [{ sku: tea }, { sku: cup }, { sku: pot }] }, steps: { ReserveItem: { compensations: [ReleaseItem] } } }
  order: { definition: order.asl.json, saga: true, steps: { Pay: { compensations: [RefundCard] } } }
  payment: { definition: payment.asl.json, saga: true }
  express: { definition: trip.asl.json, type: EXPRESS, saga: true }
`;

let local: SpawnedLocal;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "saga-shapes-"));
  writeFileSync(join(folder, "saga.config.yaml"), CONFIG);
  const definitions = { trip: TRIP, items: ITEMS, order: ORDER, payment: PAYMENT };
  for (const [name, definition] of Object.entries(definitions)) writeFileSync(join(folder, `${name}.asl.json`), JSON.stringify(definition));
  local = await spawnLocal("--time", "virtual");
  const roleArn = "arn:aws:iam::123456789012:role/payments";
  await local.call("CreateStateMachine", { name: "payment", definition: JSON.stringify(PAYMENT), roleArn });
});
afterAll(() => {
  local.stop();
  rmSync(folder, { recursive: true });
});

function run(machine: string, flags: readonly string[]): Promise<CommandResult> {
  return runCommand(["run", ".", "--machine", machine, "--format", "json", "--history-out", "history.json", ...flags], { cwd: folder });
}

function eventsOf({ written }: CommandResult): readonly EventJson[] {
  return (JSON.parse(written.get(join(folder, "history.json")) ?? '{"events":[]}') as { events: readonly EventJson[] }).events;
}

/** The verdict without what the order of concurrent events decides. */
function verdictOf({ stdout }: CommandResult): object {
  const { verdict } = JSON.parse(stdout) as {
    verdict: { outcome: string; effects: readonly EffectJson[]; violations: readonly { kind: string }[] };
  };
  const effects = verdict.effects.map(({ step, iteration, effect, source, compensation }) => ({
    step,
    iteration,
    effect,
    source,
    compensation: compensation.status,
  }));
  return { outcome: verdict.outcome, effects, violations: verdict.violations.map(({ kind }) => kind) };
}

interface EffectJson {
  readonly step: string;
  readonly iteration: string | null;
  readonly effect: string;
  readonly source: string;
  readonly compensation: { readonly status: string };
}

function nameAndError(event: EventJson): string {
  const [details = {}] = Object.entries(event).flatMap(([key, value]) => (key.endsWith("EventDetails") ? [value as object] : []));
  const { name, index, error, resource } = details as Readonly<Record<string, unknown>>;
  return JSON.stringify([name, index, error, resource]);
}

describe("at an endpoint and embedded, verdict and history are the same", () => {
  test.each([
    { machine: "trip", faults: ["BookHotel"] },
    { machine: "trip", faults: ["BookHotel#1"] },
    { machine: "trip", faults: ["BookHotel@after"] },
    { machine: "trip", faults: ["ChargeCard@after"] },
    { machine: "trip", faults: ["ChargeCard", "CancelHotel"] },
    { machine: "items", faults: ["Items[2]/ReserveItem"] },
    { machine: "items", faults: ["ReserveItem#1@after"] },
    { machine: "items", faults: ["Items[1]/ReserveItem", "Release[0]/ReleaseItem#1-2"] },
    { machine: "order", faults: ["Pay"] },
    { machine: "order", faults: ["Pay@after"] },
    { machine: "order", faults: ["ShipOrder"] },
  ])("for $machine with faults at $faults", async ({ machine, faults }) => {
    const flags = faults.flatMap((fault) => ["--fail-at", fault]);
    const embedded = await run(machine, ["--seed", "1", ...flags]);
    const remote = await run(machine, ["--endpoint-url", local.endpoint, ...flags]);
    expect({ exitCode: remote.exitCode, stderr: remote.stderr, verdict: verdictOf(remote) }).toEqual({
      exitCode: embedded.exitCode,
      stderr: "",
      verdict: verdictOf(embedded),
    });
    const [expected, actual] = [eventsOf(embedded), eventsOf(remote)];
    const isSame = sameTree(expected, actual, (one, other) => nameAndError(one) === nameAndError(other));
    if (!isSame) expect(actual.map(shown)).toEqual(expected.map(shown));
    expect(await local.resources()).toEqual(["payment"]);
  });
});

const shown = (event: EventJson): string => `${event.previousEventId} ${event.type} ${nameAndError(event)}`;

describe("an EXPRESS machine", () => {
  test("fails as the fault says, and has no history to prove anything", async () => {
    const { exitCode, stdout } = await run("express", ["--endpoint-url", local.endpoint, "--fail-at", "ChargeCard:CardDeclined"]);
    expect({ exitCode, report: JSON.parse(stdout) as unknown }).toMatchObject({
      exitCode: 1,
      report: {
        status: "FAILED",
        error: "TripFailed",
        verdict: { outcome: "unproven", reason: expect.stringContaining("CloudWatch Logs") as unknown },
      },
    });
    expect(await local.resources()).toEqual(["payment"]);
  });

  test("refuses what only a history could follow", async () => {
    const { exitCode, stderr } = await run("express", ["--endpoint-url", local.endpoint, "--fail-at", "ChargeCard@after"]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringContaining("an EXPRESS machine on an endpoint can only fail") as unknown,
    });
  });
});

test.each([
  { flags: ["--target", "embedded", "--endpoint-url", "http://127.0.0.1:1"], want: "The embedded engine has no endpoint" },
  { flags: ["--target", "local", "--seed", "1", "--data-dir", "d"], want: "--data-dir, --seed: only the embedded engine has that" },
])("$flags is refused", async ({ flags, want }) => {
  const { exitCode, stderr } = await run("trip", flags);
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(want) as unknown });
});
