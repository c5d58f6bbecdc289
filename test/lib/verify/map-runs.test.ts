import { describe, expect, it } from "vitest";
import { verify } from "../../../src/lib/verify/verify.ts";
import { caught, flow, placedSummary, runStates, step } from "./engine-run.ts";

const input = { lines: [{ sku: "tea" }, { sku: "coffee" }, { sku: "milk" }] };

/** A distributed Map over the lines of an order. */
function distributed(states: object, more: object): object {
  const config = { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" };
  return {
    Type: "Map",
    ItemsPath: "$.lines",
    ItemProcessor: flow(states, { ProcessorConfig: config }),
    ResultPath: null,
    ...more,
  };
}

const order = {
  CreateOrder: step("ReserveLines", caught("CancelOrder")),
  ReserveLines: distributed({ ReserveInventory: step() }, { Next: "OrderPlaced", ...caught("ReleaseLines") }),
  OrderPlaced: { Type: "Succeed" },
  ReleaseLines: distributed({ ReleaseInventory: step() }, { Next: "CancelOrder" }),
  CancelOrder: step("OrderFailed"),
  OrderFailed: { Type: "Fail" },
};
const keyed = { steps: { ReserveInventory: { key: "$.sku" } } };
const outOfStock = { fails: { ReserveInventory: "OutOfStock" } };

describe("verify judges Map runs", () => {
  it.each([
    {
      name: "committed: every execution is done",
      states: order,
      plan: keyed,
      want: {
        outcome: "committed",
        effects: [
          "CreateOrder: done, not-needed",
          "ReserveLines[0]/ReserveInventory: done, not-needed",
          "ReserveLines[1]/ReserveInventory: done, not-needed",
          "ReserveLines[2]/ReserveInventory: done, not-needed",
        ],
      },
    },
    {
      name: "compensated: another Map run undid what the first had done",
      states: {
        ...order,
        ReserveLines: { ...order.ReserveLines, Next: "ShipOrder" },
        ShipOrder: step("OrderPlaced", caught("ReleaseLines")),
      },
      plan: { ...keyed, fails: { ShipOrder: "NoCourier" } },
      want: {
        outcome: "compensated",
        effects: [
          "CreateOrder: done, done",
          "ReserveLines[0]/ReserveInventory: done, done",
          "ReserveLines[1]/ReserveInventory: done, done",
          "ReserveLines[2]/ReserveInventory: done, done",
          "ShipOrder: failed, not-needed",
        ],
      },
    },
    {
      name: "disordered: the order was cancelled before what came after it was released",
      states: {
        ...order,
        ReserveLines: { ...order.ReserveLines, Next: "ShipOrder" },
        ShipOrder: step("OrderPlaced", caught("CancelOrder")),
        CancelOrder: step("ReleaseLines"),
        ReleaseLines: { ...order.ReleaseLines, Next: "OrderFailed" },
      },
      plan: { ...keyed, input: { lines: [{ sku: "tea" }] }, fails: { ShipOrder: "NoCourier" } },
      want: {
        outcome: "disordered",
        effects: ["CreateOrder: done, done", "ReserveLines[0]/ReserveInventory: done, done", "ShipOrder: failed, not-needed"],
        violations: ["compensation-order CreateOrder CancelOrder"],
      },
    },
    {
      name: "uncompensated: failures within the tolerance were swallowed",
      states: {
        CreateOrder: step("ReserveLines"),
        ReserveLines: distributed(
          { ReserveInventory: step() },
          { ToleratedFailurePercentage: 100, Next: "OrderPlaced", ...caught("CancelOrder") },
        ),
        OrderPlaced: { Type: "Succeed" },
        CancelOrder: step("OrderFailed"),
        OrderFailed: { Type: "Fail" },
      },
      plan: { ...outOfStock, input: { lines: [{ sku: "tea" }] } },
      want: {
        outcome: "uncompensated",
        effects: ["CreateOrder: done, missing", "ReserveLines[0]/ReserveInventory: failed, not-needed"],
        violations: ["missing-compensation CreateOrder CancelOrder"],
      },
    },
  ])("$name", ({ states, plan, want }) => {
    expect(placedSummary(runStates(states, { input, ...plan }).verdict)).toEqual({ violations: [], notes: [], ...want });
  });

  const { history, model, children, verdict } = runStates(order, { input, ...keyed });
  const [run] = children.mapRuns;

  it("gives each effect with the execution whose events it names", () => {
    expect(verdict.effects[2]).toEqual({
      step: "ReserveInventory",
      execution: run?.executions[1]?.arn,
      iteration: "ReserveLines[1]",
      effect: "done",
      source: "history",
      events: [3, 4, 5],
      compensation: { state: "ReleaseInventory", status: "not-needed", events: [] },
    });
  });

  it.each([
    { name: "was not read", mapRuns: [], reason: `The executions of the Map run ${run?.arn}, begun at event 9, were not read.` },
    {
      name: "was not read to the end of an execution",
      mapRuns: [{ arn: run?.arn ?? "", executions: run?.executions.map((one) => ({ ...one, history: one.history.slice(0, 4) })) ?? [] }],
      reason: `The history of the execution ${run?.executions[0]?.arn} does not reach its end.`,
    },
    {
      name: "has holes",
      mapRuns: [{ arn: run?.arn ?? "", executions: run?.executions.map((one) => ({ ...one, history: one.history.slice(1) })) ?? [] }],
      reason: `Of the execution ${run?.executions[0]?.arn}: Event 1 is missing: a page before these was not read, or the history was cut (nextToken, --max-items).`,
    },
  ])("unproven: a Map run $name", ({ mapRuns, reason }) => {
    const unproven = verify(history, model, { children: { nested: [], mapRuns } });
    expect({ outcome: unproven.outcome, reason: unproven.reason }).toEqual({ outcome: "unproven", reason });
  });

  const failed = runStates(order, { input, ...keyed, ...outOfStock });

  it.each([
    { name: "in one execution there alone", iteration: "ReserveLines[0]", want: ["done, injected", "failed, history", "failed, history"] },
    { name: "outside of them in none", iteration: null, want: ["failed, history", "failed, history", "failed, history"] },
  ])("counts an effect that saga-cli caused $name", ({ iteration, want }) => {
    const injected = [{ step: "ReserveInventory", iteration, attempt: 1, phase: "after" as const }];
    const { effects } = verify(failed.history, failed.model, { children: failed.children, injected });
    expect(effects.slice(1).map(({ effect, source }) => `${effect}, ${source}`)).toEqual(want);
  });
});
