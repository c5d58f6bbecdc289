import { describe, expect, it } from "vitest";
import { createSimulation } from "../../../src/lib/engine/create-simulation.ts";
import { localIdentity } from "../../../src/lib/engine/run-machine.ts";
import { settle } from "../../../src/lib/engine/settle.ts";
import { redriveExecution, startExecution } from "../../../src/lib/engine/start-execution.ts";
import { seededRng } from "../../../src/lib/base/ports.ts";
import { History } from "../../../src/lib/history/history.ts";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import type { StepDeclaration } from "../../../src/lib/saga/model.ts";
import type { Verdict } from "../../../src/lib/verify/verdict.ts";
import { verify } from "../../../src/lib/verify/verify.ts";
import { execution } from "../../history-builder.ts";
import { machineWith } from "../../machine-of.ts";
import { caught, flow, mapRunsOf, outcomeOf, placedSummary, step } from "./engine-run.ts";
import { order, orderModel, placed, released, summary } from "./order-saga.ts";

/** Runs states, redrives the execution each time with what fails then, and gives the verdict after each end. */
function redriven(
  states: object,
  rounds: readonly Readonly<Record<string, string>>[],
  steps: Record<string, StepDeclaration> = {},
): readonly Verdict[] {
  const machine = machineWith(states);
  const { model } = buildModel("order", machine, { steps });
  let round = 0;
  const rng = seededRng(0);
  const simulation = createSimulation(
    { perform: (request) => outcomeOf(request, rounds[round] ?? {}), startTime: 0, realTime: undefined },
    rng,
  );
  const input = { lines: [{ sku: "tea" }, { sku: "coffee" }] };
  const started = startExecution(simulation, { machine, identity: localIdentity("order", "o-1"), input, rng, history: new History() });
  const verdicts: Verdict[] = [];
  for (; round < rounds.length; round++) {
    if (round > 0) redriveExecution(started);
    if (settle(simulation.run()) instanceof Promise) throw new Error("The run had to wait for something");
    verdicts.push(verify(started.history.events, model, { children: { nested: [], mapRuns: mapRunsOf(started) } }));
  }
  return verdicts;
}

const rollback = { ReleaseInventory: step("CancelOrder"), CancelOrder: step("OrderFailed"), OrderFailed: { Type: "Fail" } };
const sequence = {
  CreateOrder: step("ReserveInventory", caught("CancelOrder")),
  ReserveInventory: step("ShipOrder", caught("ReleaseInventory")),
  ShipOrder: step(undefined, caught("ReleaseInventory")),
  ...rollback,
};
const map = {
  CreateOrder: step("ReserveLines", caught("CancelOrder")),
  ReserveLines: { Type: "Map", ItemsPath: "$.lines", ItemProcessor: flow({ ReserveInventory: step() }), ResultPath: null, End: true },
  ...rollback,
};
const runs = {
  ...map,
  ReserveLines: {
    ...map.ReserveLines,
    ItemProcessor: flow({ ReserveInventory: step() }, { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" } }),
  },
};
const declared = { CreateOrder: { compensations: ["CancelOrder"] }, ReserveInventory: { compensations: ["ReleaseInventory"] } };
const sideBySide = {
  CreateOrder: step("ChargePayment"),
  ChargePayment: step("ShipOrder"),
  ShipOrder: step(undefined, caught("Rollback")),
  Rollback: { Type: "Parallel", Branches: [flow({ RefundPayment: step() }), flow({ CancelOrder: step() })], Next: "OrderFailed" },
  OrderFailed: { Type: "Fail" },
};

describe("verify judges redriven executions", () => {
  it.each([
    {
      name: "a rollback that went on where it had stopped",
      states: sequence,
      rounds: [{ ShipOrder: "NoCourier", CancelOrder: "Throttled" }, {}],
      want: [
        ["stuck", "CreateOrder: done, failed", "ReserveInventory: done, done", "ShipOrder: failed, not-needed"],
        ["compensated", "CreateOrder: done, done", "ReserveInventory: done, done", "ShipOrder: failed, not-needed"],
      ],
    },
    {
      name: "a rollback that fails again at each redrive",
      states: sequence,
      rounds: [{ ShipOrder: "NoCourier", ReleaseInventory: "Throttled" }, { ReleaseInventory: "silent" }, {}],
      want: [
        ["stuck", "CreateOrder: done, missing", "ReserveInventory: done, failed", "ShipOrder: failed, not-needed"],
        ["stuck", "CreateOrder: done, missing", "ReserveInventory: done, unknown", "ShipOrder: failed, not-needed"],
        ["compensated", "CreateOrder: done, done", "ReserveInventory: done, done", "ShipOrder: failed, not-needed"],
      ],
    },
    {
      name: "a Fail that only fails again",
      states: sequence,
      rounds: [{ ShipOrder: "NoCourier" }, {}],
      want: [
        ["compensated", "CreateOrder: done, done", "ReserveInventory: done, done", "ShipOrder: failed, not-needed"],
        ["compensated", "CreateOrder: done, done", "ReserveInventory: done, done", "ShipOrder: failed, not-needed"],
      ],
    },
    {
      name: "compensations side by side, of which both had not come to their end",
      states: sideBySide,
      rounds: [{ ShipOrder: "NoCourier", RefundPayment: "silent", CancelOrder: "Throttled" }, {}],
      want: [
        ["stuck", "CreateOrder: done, failed", "ChargePayment: done, unknown", "ShipOrder: failed, not-needed"],
        ["compensated", "CreateOrder: done, done", "ChargePayment: done, done", "ShipOrder: failed, not-needed"],
      ],
    },
    {
      name: "a Map whose iterations go on where they were",
      states: map,
      rounds: [{ "ReserveLines[1]/ReserveInventory": "OutOfStock" }, {}],
      steps: declared,
      want: [
        [
          "uncompensated",
          "CreateOrder: done, missing",
          "ReserveLines[0]/ReserveInventory: done, missing",
          "ReserveLines[1]/ReserveInventory: failed, not-needed",
        ],
        [
          "committed",
          "CreateOrder: done, not-needed",
          "ReserveLines[0]/ReserveInventory: done, not-needed",
          "ReserveLines[1]/ReserveInventory: done, not-needed",
        ],
      ],
    },
    {
      name: "a Map run whose executions are redriven",
      states: runs,
      rounds: [{ ReserveInventory: "OutOfStock" }, {}],
      steps: declared,
      want: [
        [
          "uncompensated",
          "CreateOrder: done, missing",
          "ReserveLines[0]/ReserveInventory: failed, not-needed",
          "ReserveLines[1]/ReserveInventory: failed, not-needed",
        ],
        [
          "committed",
          "CreateOrder: done, not-needed",
          "ReserveLines[0]/ReserveInventory: done, not-needed",
          "ReserveLines[1]/ReserveInventory: done, not-needed",
        ],
      ],
    },
  ])("$name", ({ states, rounds, want, steps = {} }) => {
    const seen = redriven(states, rounds, steps).map((verdict) => [
      verdict.outcome,
      ...(placedSummary(verdict) as { effects: string[] }).effects,
    ]);
    expect(seen).toEqual(want);
  });

  const UNDONE = { ProcessOrder: "failed, done" };

  it.each([
    { name: "goes on with the visit, after the redrive", redrivenAfter: 0, goesOnAfter: "redrive", entersAgain: false },
    { name: "goes on with the visit, after the failure", redrivenAfter: 10, goesOnAfter: "failure", entersAgain: false },
    { name: "goes on with the visit, after the end", redrivenAfter: 0, goesOnAfter: "end", entersAgain: false },
    { name: "enters the state again, after the redrive", redrivenAfter: 0, goesOnAfter: "redrive", entersAgain: true },
    { name: "enters the state again, after the end", redrivenAfter: 11, goesOnAfter: "end", entersAgain: true },
  ])("takes a history in which the execution $name", ({ redrivenAfter, goesOnAfter, entersAgain }) => {
    const before = execution(order).caught("ProcessOrder", "ErrProcessOrder").escapes("UpdateOrderStatus", "Throttled");
    const history = new History();
    for (const event of before.events) history.append(event.type, event.previousEventId, event.timestamp, event.details);
    const end = history.events.length;
    const redrive = history.append("ExecutionRedriven", redrivenAfter, 9000, { redriveCount: 1 });
    let last = { redrive, end, failure: end - 1 }[goesOnAfter] ?? 0;
    const name = "UpdateOrderStatus";
    const resource = "arn:aws:lambda:eu-west-1:123456789012:function:UpdateOrderStatus";
    if (entersAgain) last = history.append("TaskStateEntered", last, 9000, { name, input: order });
    last = history.append("LambdaFunctionScheduled", last, 9000, { resource, input: order });
    last = history.append("LambdaFunctionStarted", last, 9000, {});
    last = history.append("LambdaFunctionSucceeded", last, 9000, { output: null });
    expect(summary(verify(history.events, orderModel()))).toMatchObject({ outcome: "running", effects: UNDONE });
    last = history.append("TaskStateExited", last, 9000, { name, output: order });
    last = history.append("FailStateEntered", last, 9000, { name: "OrderFailed", input: order });
    history.append("ExecutionFailed", last, 9000, { error: "OrderFailed" });
    const verdict = verify(history.events, orderModel());
    expect(summary(verdict)).toEqual({ outcome: "compensated", effects: UNDONE, violations: [], notes: [] });
    expect(verdict.recovery).toEqual({ advice: "none", resumesAt: null, remaining: [], reason: "" });
  });

  it("counts a compensation before and one after the redrive together", () => {
    const history = released(placed().caught("ReserveInventory", "OutOfStock"))
      .fails("OrderFailed")
      .redriven()
      .done("ProcessRefund")
      .fails("OrderFailed");
    expect(summary(verify(history.events, orderModel()))).toMatchObject({
      outcome: "disordered",
      violations: ["duplicate-compensation ProcessPayment ProcessRefund"],
    });
  });
});
