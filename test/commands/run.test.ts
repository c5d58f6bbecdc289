import { describe, expect, test } from "vitest";
import { memoryFiles } from "../memory-files.ts";
import { runCommand } from "../test-io.ts";
import { events, runOrder, runWithHistory, section } from "./order-run.ts";

const ORDER = "+ Orders order_id=o-1001: customer_id=c-42 sku=coffee-beans quantity=2 amount=38";
const PAYMENT = "+ Payments transaction_id=payment-o-1001: order_id=o-1001 amount=38";
const STOCK = "~ Inventory sku=coffee-beans:";

const placed = `${ORDER} status=Placed`;
const pending = `${ORDER} status=Pending`;
const charged = `${PAYMENT} status=Charged`;
const refunded = `${PAYMENT} status=Refunded refunded=38`;
const nothingRefunded = "+ Payments transaction_id=payment-o-1001: status=Refunded order_id=o-1001 refunded=0";
const reserved = `${STOCK} available 10 → 8, reservations.reservation-o-1001 = {"quantity":2,"status":"Reserved"}`;
const nothingReleased = `${STOCK} reservations.reservation-o-1001 = {"quantity":0,"status":"Released"}`;
const released = `${STOCK} reservations.reservation-o-1001 = {"quantity":2,"status":"Released"}`;

const forward = ["ProcessOrder", "ProcessPayment", "ReserveInventory"];
const success = [...forward, "sns:NotifySuccess", "OrderSucceeded"];

describe.each(["order.asl.json", "order.jsonata.asl.yaml"])("saga-cli run %s", (definition) => {
  test.each([
    {
      name: "without a fault, all three tables hold the order",
      faults: [],
      want: { exitCode: 0, outcome: "committed", path: success, tables: [placed, charged, reserved] },
    },
    {
      name: "a failing ProcessOrder is compensated by itself",
      faults: ["ProcessOrder"],
      want: { exitCode: 0, outcome: "compensated", path: ["ProcessOrder", "UpdateOrderStatus", "OrderFailed"], tables: [pending] },
    },
    {
      name: "a failing ProcessPayment is refunded, then the order is set to Pending",
      faults: ["ProcessPayment"],
      want: {
        exitCode: 0,
        outcome: "compensated",
        path: ["ProcessOrder", "ProcessPayment", "ProcessRefund", "UpdateOrderStatus", "OrderFailed"],
        tables: [pending, nothingRefunded],
      },
    },
    {
      name: "a failing ReserveInventory is released, then refunded, then set to Pending",
      faults: ["ReserveInventory"],
      want: {
        exitCode: 0,
        outcome: "compensated",
        path: [...forward, "ReleaseInventory", "ProcessRefund", "UpdateOrderStatus", "OrderFailed"],
        tables: [pending, refunded, nothingReleased],
      },
    },
    {
      name: "a ReserveInventory that fails after its effect leaves a reservation that is released",
      faults: ["ReserveInventory:ErrReserveInventory@after"],
      want: {
        exitCode: 0,
        outcome: "compensated",
        path: [...forward, "ReleaseInventory", "ProcessRefund", "UpdateOrderStatus", "OrderFailed"],
        tables: [pending, refunded, released],
      },
    },
    {
      name: "a reservation that lands after its release is refused, for the compensation bars it",
      faults: ["ReserveInventory@late"],
      want: {
        exitCode: 0,
        outcome: "compensated",
        path: [...forward, "ReleaseInventory", "ProcessRefund", "UpdateOrderStatus", "OrderFailed"],
        tables: [pending, refunded, nothingReleased],
      },
    },
    {
      name: "a compensation that fails for good leaves the rest of the rollback undone",
      faults: ["ReserveInventory", "ReleaseInventory"],
      want: {
        exitCode: 1,
        outcome: "stuck",
        path: [...forward, "ReleaseInventory", "sns:NotifyReleaseInventoryFail", "OrderFailed"],
        tables: [placed, charged],
      },
    },
    {
      name: "a compensation that fails once and is retried is no trouble",
      faults: ["ReserveInventory", "ReleaseInventory#1"],
      want: {
        exitCode: 0,
        outcome: "compensated",
        path: [...forward, "ReleaseInventory", "ProcessRefund", "UpdateOrderStatus", "OrderFailed"],
        tables: [pending, refunded, nothingReleased],
      },
    },
    {
      name: "a failing notification after the last step undoes nothing",
      faults: ["sns:NotifySuccess"],
      want: { exitCode: 1, outcome: "incomplete", path: [...forward, "sns:NotifySuccess"], tables: [placed, charged, reserved] },
    },
    {
      name: "two failing attempts are retried",
      faults: ["ReserveInventory#1-2"],
      want: { exitCode: 0, outcome: "committed", path: success, tables: [placed, charged, reserved] },
    },
    {
      name: "a timeout is compensated, too",
      faults: ["ReserveInventory:States.Timeout"],
      want: {
        exitCode: 0,
        outcome: "compensated",
        path: [...forward, "ReleaseInventory", "ProcessRefund", "UpdateOrderStatus", "OrderFailed"],
        tables: [pending, refunded, nothingReleased],
      },
    },
  ])("$name", async ({ faults, want }) => {
    expect(await runOrder(definition, faults)).toEqual(want);
  });

  test("a stuck rollback names the compensation that failed, and those that remain with their inputs", async () => {
    const { stdout } = await runWithHistory(definition, [
      "--fail-at",
      "ReserveInventory",
      "--fail-at",
      "ReleaseInventory",
      "--format",
      "json",
      "--include-data",
    ]);
    const { verdict } = JSON.parse(stdout) as { verdict: Verdict };
    const order = expect.objectContaining({ order_id: "o-1001", sku: "coffee-beans", quantity: 2, amount: 38 });
    expect(verdict.violations.filter(({ kind }) => kind === "compensation-failed").map(({ compensation }) => compensation)).toEqual([
      "ReleaseInventory",
    ]);
    expect(verdict.recovery).toMatchObject({
      advice: "run-by-hand",
      remaining: [
        { compensation: "ReleaseInventory", undoes: "ReserveInventory", input: order },
        { compensation: "ProcessRefund", undoes: "ProcessPayment", input: order },
        { compensation: "UpdateOrderStatus", undoes: "ProcessOrder", input: order },
      ],
    });
  });
});

interface Verdict {
  readonly violations: readonly { readonly kind: string; readonly step: string | null; readonly compensation: string | null }[];
  readonly recovery: unknown;
}

describe("order.slides.asl.json, whose Catch names only custom errors", () => {
  test.each([
    { name: "compensates the error it names", faults: ["ReserveInventory"], want: { exitCode: 0, outcome: "compensated" } },
    {
      name: "lets a timeout escape, so that payment and order stand",
      faults: ["ReserveInventory:States.Timeout"],
      want: { exitCode: 1, outcome: "uncompensated", path: forward, tables: [placed, charged] },
    },
    {
      name: "shows the reservation that landed after all",
      faults: ["ReserveInventory:States.Timeout@late"],
      want: { exitCode: 1, outcome: "uncompensated", path: forward, tables: [placed, charged, reserved] },
    },
  ])("$name", async ({ faults, want }) => {
    expect(await runOrder("order.slides.asl.json", faults)).toMatchObject(want);
  });

  test("the violations name payment and order", async () => {
    const { stdout } = await runCommand(["run", "order-slides", "--fail-at", "ReserveInventory:States.Timeout", "--format", "json"]);
    const { verdict } = JSON.parse(stdout) as { verdict: Verdict };
    expect(verdict.violations.map(({ kind, step }) => ({ kind, step }))).toEqual([
      { kind: "missing-compensation", step: "ProcessOrder" },
      { kind: "missing-compensation", step: "ProcessPayment" },
      { kind: "ambiguous-effect", step: "ReserveInventory" },
    ]);
  });

  test("the run ends by listing the errors that would escape, each with the command that tries it", async () => {
    const { stdout } = await runCommand(["run", "order-slides", "--fail-at", "ReserveInventory"], { columns: 200 });
    expect(section(stdout, "Errors that would escape uncompensated, and how to try each")).toEqual([
      "ReserveInventory: UnnamedError  saga-cli run order.slides.asl.json --machine order-slides --fail-at ReserveInventory:UnnamedError",
      "ReserveInventory: States.Timeout  saga-cli run order.slides.asl.json --machine order-slides --fail-at ReserveInventory:States.Timeout",
    ]);
  });
});

describe("the saga fails by itself, too", () => {
  test.each([
    { input: "ok.json", want: { exitCode: 0, outcome: "committed" } },
    { input: "declined-card.json", want: { exitCode: 0, outcome: "compensated" } },
    { input: "out-of-stock.json", want: { exitCode: 0, outcome: "compensated" } },
    { input: "duplicate.json", want: { exitCode: 0, outcome: "compensated", tables: ["nothing changed"] } },
  ])("$input", async ({ input, want }) => {
    expect(await runOrder("order.asl.json", [], ["--input", `@inputs/${input}`])).toMatchObject(want);
  });
});

test("retries stand in the history's timestamps and cost no real time", async () => {
  const before = performance.now();
  const result = await runWithHistory("order.asl.json", ["--fail-at", "ReserveInventory#1-2"]);
  expect(performance.now() - before).toBeLessThan(3000);
  const attempts = events(result).filter(({ type }) => type.endsWith("Scheduled"));
  expect(attempts.slice(2, 5).map(({ timestamp }) => timestamp)).toEqual([
    "2026-01-01T00:00:00.000Z",
    "2026-01-01T00:00:01.000Z",
    "2026-01-01T00:00:03.000Z",
  ]);
});

test("the same seed gives the same jitter, another seed another", async () => {
  const delays = async (seed: string): Promise<readonly string[]> => {
    const result = await runWithHistory("order.jsonata.asl.yaml", ["--seed", seed, "--fail-at", "ReserveInventory"]);
    return events(result).map(({ timestamp }) => timestamp);
  };
  const first = await delays("7");
  expect(await delays("7")).toEqual(first);
  expect(await delays("8")).not.toEqual(first);
});

test("the first run a person sees", async () => {
  const { exitCode, stdout, stderr } = await runCommand(["run", "order.asl.json", "--fail-at", "ReserveInventory"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toMatchSnapshot();
});

describe("what the exit code rests on", () => {
  const fail = ["--fail-at", "ReserveInventory"];
  test.each([
    { flags: [...fail, "--expect", "compensated"], want: 0, because: [] },
    { flags: [...fail, "--expect", "committed"], want: 1, because: ["The outcome is compensated, not committed."] },
    { flags: [...fail, "--fail-at", "ReleaseInventory", "--expect", "stuck"], want: 0, because: [] },
    { flags: [...fail, "--fail-on", "compensated"], want: 1, because: ["compensated is among what --fail-on names."] },
    { flags: [...fail, "--fail-at", "ReleaseInventory", "--fail-on", "uncompensated"], want: 0, because: [] },
    { flags: [...fail, "--fail-at", "ProcessPayment#9"], want: 1, because: ["The fault ProcessPayment#9 was never hit."] },
    { flags: ["--fail-at", "ReleaseInventory", "--expect", "committed"], want: 1, because: ["The fault ReleaseInventory was never hit."] },
  ])("$flags", async ({ flags, want, because }) => {
    const { exitCode, stdout } = await runCommand(["run", "order.asl.json", ...flags]);
    expect({ exitCode, because: section(stdout, "Exit code 1, because") }).toEqual({ exitCode: want, because });
  });
});

describe("a task that returns failure as data", () => {
  test("goes where its result leads", async () => {
    const { exitCode, path } = await runOrder("order.asl.json", ['ReserveInventory={"reserved":true}']);
    expect({ exitCode, path }).toEqual({ exitCode: 0, path: success });
  });
});

describe("--format json", () => {
  test("is the shape of the run report, and no payload is in it", async () => {
    const { exitCode, stdout } = await runCommand([
      "run",
      "order.asl.json",
      "--format",
      "json",
      "--seed",
      "1",
      "--fail-at",
      "ReserveInventory#1-4:ErrStock",
      "--expect",
      "compensated",
    ]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchSnapshot();
    expect(stdout).not.toContain("card-visa");
  });

  test("holds payloads with --include-data", async () => {
    const { stdout } = await runCommand(["run", "order.asl.json", "--format", "json", "--include-data"]);
    expect((JSON.parse(stdout) as { output: unknown }).output).toMatchObject({ order_id: "o-1001", card: "card-visa" });
  });
});

describe("the input", () => {
  const order = { order_id: "o-2001", customer_id: "c-9", sku: "coffee-beans", quantity: 1, amount: 19, card: "card-visa" };
  test.each([
    { name: "as text", flags: ["--input", JSON.stringify(order)], stdin: "" },
    { name: "from standard input", flags: ["--input", "-"], stdin: JSON.stringify(order) },
  ])("$name", async ({ flags, stdin }) => {
    const { stdout } = await runCommand(["run", "order.asl.json", ...flags], { stdin });
    expect(stdout).toContain("key o-2001");
  });

  test("null is one like others", async () => {
    const input = JSON.stringify({ StartAt: "Pay", States: { Pay: { Type: "Pass", End: true } } });
    const files = memoryFiles({
      "/shop/pay.asl.json": input,
      "/shop/saga.config.yaml": "machines: { pay: { definition: pay.asl.json, input: 5 } }",
    });
    const { stdout } = await runCommand(["run", "pay", "--input", "null", "--format", "json", "--include-data"], { cwd: "/shop", files });
    expect(JSON.parse(stdout)).toMatchObject({ status: "SUCCEEDED", output: null });
  });
});
