import { describe, expect, it } from "vitest";
import { machineGraph } from "../../../../src/lib/saga/graph/machine-graph.ts";
import type { FailureEdge } from "../../../../src/lib/saga/model.ts";
import { wayOnward, wayToSuccess } from "../../../../src/lib/saga/graph/way-to-success.ts";
import { machineOf, task } from "../machine-of.ts";

const ORDER = {
  StartAt: "ChargeCard",
  States: {
    ChargeCard: task("IsCharged", "CancelOrder"),
    IsCharged: { Type: "Choice", Choices: [{ Variable: "$.charged", BooleanEquals: true, Next: "ShipOrder" }], Default: "CancelOrder" },
    ShipOrder: task(),
    CancelOrder: task("OrderFailed"),
    OrderFailed: { Type: "Fail" },
  },
};
const NOT_CHARGED: readonly FailureEdge[] = [{ choice: "IsCharged", target: "CancelOrder", step: "ChargeCard" }];

describe("wayToSuccess", () => {
  it("leaves out catchers and failure edges", () => {
    const graph = machineGraph(machineOf(ORDER));
    const named = (indexes: readonly number[] | undefined): readonly unknown[] => (indexes ?? []).map((index) => graph.names[index]);
    const way = wayToSuccess(graph, NOT_CHARGED);
    expect([...way.states]).toEqual(["ChargeCard", "IsCharged", "ShipOrder"]);
    expect(named(way.order)).toEqual([...way.states]);
    expect(named(way.next[1])).toEqual(["ShipOrder"]);
    expect(named(graph.next[1])).toEqual(["ShipOrder", "CancelOrder"]);
  });

  it("is found once for the failure edges of one model", () => {
    const graph = machineGraph(machineOf(ORDER));
    const way = wayToSuccess(graph, NOT_CHARGED);
    expect(wayToSuccess(graph, NOT_CHARGED)).toBe(way);
    expect([...wayToSuccess(graph, []).states]).toContain("CancelOrder");
  });
});

describe("wayOnward", () => {
  const graph = machineGraph(machineOf(ORDER));

  it("takes its detours as well, and what they lead to", () => {
    const detours = [{ state: "ChargeCard", alternative: "CancelOrder" }];
    const way = wayOnward(graph, { failureEdges: NOT_CHARGED, detours });
    expect([...way.states]).toEqual(["ChargeCard", "IsCharged", "ShipOrder", "CancelOrder", "OrderFailed"]);
    expect(way.next[0]).toEqual([graph.states.get("IsCharged")?.index]);
    expect(way.onward[0]).toEqual([graph.states.get("IsCharged")?.index, graph.states.get("CancelOrder")?.index]);
    expect(wayOnward(graph, { failureEdges: NOT_CHARGED, detours })).toBe(way);
  });

  it("is the way to success where there are none", () => {
    expect(wayOnward(graph, { failureEdges: NOT_CHARGED, detours: [] })).toBe(wayToSuccess(graph, NOT_CHARGED));
  });
});
