import { describe, expect, it } from "vitest";
import { eachBit } from "../../../../src/lib/base/bits.ts";
import { buildModel } from "../../../../src/lib/saga/build-model.ts";
import { machineGraph } from "../../../../src/lib/saga/graph/machine-graph.ts";
import type { SagaDeclarations } from "../../../../src/lib/saga/model.ts";
import { openEffects } from "../../../../src/lib/saga/failures/open-effects.ts";
import { machineOf } from "../../../machine-of.ts";
import { compensation, orderSaga, task, tripSaga } from "../../rules/order-saga.ts";

/** The steps whose effect may stand when each of the states is entered; null where no way leads there. */
function entering(definition: object, states: readonly string[], steps: SagaDeclarations["steps"] = {}): object {
  const machine = machineOf(definition);
  const graph = machineGraph(machine);
  const { model } = buildModel("order", machine, { steps });
  const open = openEffects(graph, model).entering;
  const names = (state: string): readonly string[] | null => {
    const bits = open[graph.states.get(state)?.index ?? -1];
    return bits === undefined ? null : [...eachBit(bits)].map((index) => graph.names[index] ?? "");
  };
  return Object.fromEntries(states.map((state) => [state, names(state)]));
}

describe("openEffects", () => {
  it("tells whether some way comes back, on an error too", () => {
    const loops = (definition: object): boolean => {
      const machine = machineOf(definition);
      return openEffects(machineGraph(machine), buildModel("order", machine, { steps: {} }).model).loops;
    };
    const again = { ProcessRefund: compensation("ProcessRefund", "ProcessPayment", { onError: "ProcessRefund", Next: "OrderFailed" }) };
    expect([orderSaga(), orderSaga(again), tripSaga({})].map(loops)).toEqual([false, true, false]);
  });

  it("opens an effect where its step succeeds, and closes it where a compensation does", () => {
    expect(
      entering(orderSaga(), ["ProcessPayment", "ShipOrder", "OrderShipped", "ReleaseInventory", "ProcessRefund", "OrderFailed"]),
    ).toEqual({
      ProcessPayment: [],
      ShipOrder: ["ProcessPayment", "ReserveInventory"],
      OrderShipped: ["ProcessPayment", "ReserveInventory", "ShipOrder"],
      ReleaseInventory: ["ProcessPayment", "ReserveInventory"],
      ProcessRefund: ["ProcessPayment"],
      OrderFailed: [],
    });
  });

  it("keeps what one of several ways leaves open", () => {
    const definition = orderSaga({
      ShipOrder: task("ShipOrder", { onError: "ProcessRefund", Next: "OrderShipped" }),
      CancelShipment: null,
    });
    expect(entering(definition, ["OrderFailed"])).toEqual({ OrderFailed: ["ReserveInventory"] });
  });

  it("holds a step for failed on the edge of a Choice that finds its failure", () => {
    const definition = orderSaga({
      ShipOrder: task("ShipOrder", { onError: "CancelShipment", Next: "IsShipped" }),
      IsShipped: {
        Type: "Choice",
        Choices: [{ Variable: "$.ShipOrder.status", StringEquals: "REFUSED", Next: "Refused" }],
        Default: "OrderShipped",
      },
      Refused: { Type: "Fail" },
    });
    expect(entering(definition, ["Refused", "OrderShipped"])).toEqual({
      Refused: ["ProcessPayment", "ReserveInventory"],
      OrderShipped: ["ProcessPayment", "ReserveInventory", "ShipOrder"],
    });
  });

  it("forgets everything at the pivot, and opens nothing after it", () => {
    expect(entering(orderSaga(), ["ReserveInventory", "ShipOrder", "OrderShipped"], { ReserveInventory: { pivot: true } })).toEqual({
      ReserveInventory: ["ProcessPayment"],
      ShipOrder: [],
      OrderShipped: [],
    });
  });

  it("joins the branches of a Parallel: what each opened, and of what came in only what all left open", () => {
    const branch = (name: string, state: object): object => ({ StartAt: name, States: { [name]: state } });
    const definition = orderSaga({
      ProcessRefund: compensation("ProcessRefund", "ProcessPayment", { Next: "OrderFailed" }),
      CancelShipment: {
        Type: "Parallel",
        Branches: [
          branch("CallBackParcel", compensation("CallBackParcel", "ShipOrder", {})),
          branch("ReleaseInventory", compensation("ReleaseInventory", "ReserveInventory", {})),
        ],
        ResultPath: null,
        Next: "ProcessRefund",
      },
      ReserveInventory: task("ReserveInventory", { onError: "ProcessRefund", Next: "ShipOrder" }),
      ReleaseInventory: null,
    });
    expect(entering(definition, ["CallBackParcel", "ProcessRefund", "OrderFailed"])).toEqual({
      CallBackParcel: ["ProcessPayment", "ReserveInventory"],
      ProcessRefund: ["ProcessPayment"],
      OrderFailed: [],
    });
  });

  it("counts at a Parallel's Catch what any branch may have done by then", () => {
    expect(entering(tripSaga({}), ["BookFlight", "TripBooked", "CancelFlight", "TripFailed"])).toEqual({
      BookFlight: [],
      TripBooked: ["BookHotel", "BookFlight"],
      CancelFlight: ["BookHotel", "BookFlight"],
      TripFailed: [],
    });
  });

  it("counts at a Map's Catch what other iterations may have done", () => {
    const definition = tripSaga(
      { Type: "Map", Branches: undefined, ItemProcessor: { StartAt: "BookHotel", States: { BookHotel: task("BookHotel") } } },
      { CancelFlight: { Type: "Pass", Next: "CancelHotel" } },
    );
    expect(entering(definition, ["BookHotel", "CancelFlight", "TripFailed"])).toEqual({
      BookHotel: [],
      CancelFlight: ["BookHotel"],
      TripFailed: [],
    });
  });

  it("reaches nothing that no way leads to", () => {
    const definition = { StartAt: "Paid", States: { Paid: { Type: "Succeed" }, Lost: { Type: "Pass", End: true } } };
    expect(entering(definition, ["Paid", "Lost"])).toEqual({ Paid: [], Lost: null });
  });
});
