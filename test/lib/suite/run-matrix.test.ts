import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../../src/lib/base/json.ts";
import type { Files } from "../../../src/lib/base/ports.ts";
import { diskFiles } from "../../../src/lib/runs/disk-files.ts";
import { ROOT } from "../../test-io.ts";
import { matrixOf } from "./matrix-of.ts";

const GOOD = "fixtures/good-order-saga/good-order.asl.json";

test("the matrix of the good order saga is green, in pairs and with effects that land late, too", async () => {
  const { results, counts } = await matrixOf(GOOD, { depth: 2, late: true });
  expect(results.filter(({ colour }) => colour !== "green").map(({ name }) => name)).toEqual([]);
  expect(results).toHaveLength(counts.cases);
});

test("each single fault runs before and after its effect, then with each compensation failing for good and once", async () => {
  const { results } = await matrixOf(GOOD);
  const names = results.map(({ name }) => name);
  expect(names.slice(0, 7)).toEqual([
    "no fault",
    "ProcessOrder:ErrProcessOrder",
    "ProcessOrder:ErrProcessOrder@after",
    "ProcessOrder:UnnamedError",
    "ProcessOrder:UnnamedError@after",
    "ProcessOrder:States.Timeout",
    "ProcessOrder:States.Timeout@after",
  ]);
  expect(names.filter((name) => name.startsWith("ProcessPayment:States.Timeout@after"))).toEqual([
    "ProcessPayment:States.Timeout@after",
    "ProcessPayment:States.Timeout@after + ProcessRefund:UnnamedError",
    "ProcessPayment:States.Timeout@after + UpdateOrderStatus:UnnamedError",
    "ProcessPayment:States.Timeout@after + ProcessRefund#1:UnnamedError",
    "ProcessPayment:States.Timeout@after + UpdateOrderStatus#1:UnnamedError",
  ]);
  // Only a failing rollback reaches it.
  expect(names.filter((name) => name.includes("sns:NotifyProcessRefundFail"))).toEqual([
    "ProcessPayment:ErrProcessPayment + ProcessRefund:UnnamedError + sns:NotifyProcessRefundFail:UnnamedError",
    "ProcessPayment:ErrProcessPayment + ProcessRefund:UnnamedError + sns:NotifyProcessRefundFail:UnnamedError@after",
    "ProcessPayment:ErrProcessPayment + ProcessRefund:UnnamedError + sns:NotifyProcessRefundFail:States.Timeout",
    "ProcessPayment:ErrProcessPayment + ProcessRefund:UnnamedError + sns:NotifyProcessRefundFail:States.Timeout@after",
  ]);
});

test("without a fault the saga has to commit, or its later steps are not tested; what it leaves is said how to allow", async () => {
  const input = JSON.parse(readFileSync(join(ROOT, "fixtures/order-processing/inputs/declined-card.json"), "utf8")) as JsonValue;
  const residue = { Orders: [{ status: "Pending" }] };
  const { results } = await matrixOf("fixtures/order-processing/order.asl.json", {
    input,
    residue,
    wants: (name) => name.endsWith("no fault"),
  });
  expect(
    results.map(({ outcome, colour, problems, warnings }) => ({
      outcome,
      colour,
      problems: problems.map(({ message }) => message),
      warnings,
    })),
  ).toEqual([
    {
      outcome: "compensated",
      colour: "red",
      problems: [
        'Unexpected residue: Payments {"transaction_id":"payment-o-1002"} was left. Undo it, or allow it by tables.Payments.residue.',
      ],
      warnings: [
        "Nothing was made to fail, and the saga did not commit (OrderFailed): give it an input with which it does, or its later steps are not tested.",
      ],
    },
  ]);
});

test("the same matrix gives the same results", async () => {
  const [first, second] = [await matrixOf(GOOD), await matrixOf(GOOD)];
  expect(second).toEqual(first);
});

/** The good saga's definition with a defect planted in it. */
function withDefect(plant: (states: Record<string, Record<string, unknown>>) => void): Files {
  const path = join(ROOT, GOOD);
  const definition = JSON.parse(diskFiles.read(path) ?? "") as { States: Record<string, Record<string, unknown>> };
  plant(definition.States);
  const text = JSON.stringify(definition);
  return { ...diskFiles, read: (file) => (file === path ? text : diskFiles.read(file)) };
}

test.each([
  {
    name: "a Catch on the custom error only",
    plant: (states: Record<string, Record<string, unknown>>) => {
      states["ReserveInventory"]!["Catch"] = [{ ErrorEquals: ["ErrReserveInventory"], ResultPath: "$.error", Next: "ReleaseInventory" }];
    },
    red: "ReserveInventory:UnnamedError",
    outcome: "uncompensated",
    says: "missing-compensation: ProcessPayment is done (event 10) and was never undone: ProcessRefund never ran.",
  },
  {
    name: "a skipped refund",
    plant: (states: Record<string, Record<string, unknown>>) => {
      states["ReleaseInventory"]!["Next"] = "UpdateOrderStatus";
    },
    red: "ReserveInventory:ErrReserveInventory",
    outcome: "uncompensated",
    says: "missing-compensation: ProcessPayment is done (event 10) and was never undone: ProcessRefund never ran.",
  },
  {
    name: "compensations in the wrong order",
    plant: (states: Record<string, Record<string, unknown>>) => {
      states["ReleaseInventory"]!["Next"] = "UpdateOrderStatus";
      states["UpdateOrderStatus"]!["Next"] = "ProcessRefund";
      states["ProcessRefund"]!["Next"] = "OrderFailed";
      // The rollback would go round and round otherwise.
      states["sns:NotifyProcessRefundFail"]!["Next"] = "OrderFailed";
      delete states["sns:NotifyProcessRefundFail"]!["Catch"];
    },
    red: "ReserveInventory:ErrReserveInventory",
    outcome: "disordered",
    says: "compensation-order: UpdateOrderStatus ran before ProcessRefund, although ProcessPayment came after ProcessOrder: the last effect is undone first.",
  },
  {
    name: "a compensation without Retry",
    plant: (states: Record<string, Record<string, unknown>>) => {
      delete states["ProcessRefund"]!["Retry"];
    },
    red: "ReserveInventory:ErrReserveInventory + ProcessRefund#1:UnnamedError",
    outcome: "stuck",
    says: "compensation-failed: ProcessRefund, which undoes ProcessPayment, failed (event 25, UnnamedError).",
  },
  {
    name: "a masked failure",
    plant: (states: Record<string, Record<string, unknown>>) => {
      states["OrderFailed"] = { Type: "Succeed" };
    },
    red: "ReserveInventory:ErrReserveInventory",
    outcome: "compensated",
    says: "failure-masked: The execution ended SUCCEEDED although ReleaseInventory had rolled back: whoever reads the status takes it for a success.",
  },
])("the matrix is red for $name, and names step and error", async ({ plant, red, outcome, says }) => {
  const { results } = await matrixOf(GOOD, {}, withDefect(plant));
  const found = results.find(({ name }) => name === red);
  expect(found).toMatchObject({ colour: "red", outcome });
  expect(found?.problems.map(({ message }) => message)).toContain(says);
  expect(found?.command).toMatch(
    /^saga-cli run fixtures\/good-order-saga\/good-order\.asl\.json --machine good-order --fail-at .* --seed 1$/,
  );
});

test("a compensation that is tried only once is judged twice by one execution", async () => {
  const files = withDefect((states) => {
    delete states["UpdateOrderStatus"]!["Retry"];
  });
  const { results, counts } = await matrixOf(GOOD, {}, files);
  const [good, once] = [
    "ProcessOrder:ErrProcessOrder + UpdateOrderStatus:UnnamedError",
    "ProcessOrder:ErrProcessOrder + UpdateOrderStatus#1:UnnamedError",
  ];
  expect(results.find(({ name }) => name === good)).toMatchObject({ colour: "green", sameAs: null, outcome: "stuck" });
  expect(results.find(({ name }) => name === once)).toMatchObject({ colour: "red", sameAs: good, outcome: "stuck" });
  expect(counts.shared).toBe(results.filter(({ sameAs }) => sameAs !== null).length);
});

test("a pair whose second fault is never reached is not run again", async () => {
  const { results, counts } = await matrixOf(GOOD, { depth: 2 });
  expect(counts.pairs).toBeGreaterThan(counts.prunedPairs);
  // ProcessOrder fails for good, so that nothing is ever reserved.
  expect(results.map(({ name }) => name)).not.toContain("ProcessOrder:UnnamedError + ReserveInventory:UnnamedError");
  expect(results.map(({ name }) => name)).toContain("ReserveInventory:UnnamedError@after + ReleaseInventory:States.Timeout@after");
});

describe("of a matrix of which only some cases are wanted", () => {
  test("each case shows what it shows in the whole", async () => {
    const whole = await matrixOf(GOOD);
    let place = 0;
    const part = await matrixOf(GOOD, { wants: () => place++ % 4 === 2 });
    expect(part.results).toEqual(whole.results.filter((_, index) => index % 4 === 2));
    expect(part.counts).toEqual(whole.counts);
  });

  test.each([
    { name: "the whole: each case", wants: () => true, want: { cases: 116, executions: 116 } },
    {
      name: "one fault of one step: that, single faults, and what is needed to tell who reaches the notifications",
      wants: (name: string) => name.startsWith("ReserveInventory:States.Timeout@after"),
      want: { cases: 7, executions: 48 },
    },
    {
      name: "one pair: that, single faults, and the same",
      wants: (name: string) => name === "ProcessPayment:States.Timeout + ProcessRefund#1:UnnamedError",
      want: { cases: 1, executions: 43 },
    },
  ])("no more run than have to: of $name", async ({ wants, want }) => {
    const { results, executions } = await matrixOf(GOOD, { wants });
    expect({ cases: results.length, executions }).toEqual(want);
  });
});
