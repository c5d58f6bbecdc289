import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { buildModel } from "../../../../src/lib/saga/build-model.ts";
import { UNNAMED } from "../../../../src/lib/saga/failures/error-classes.ts";
import type { CoverageRow } from "../../../../src/lib/saga/failures/coverage.ts";
import { coverageOf, coveragePercent } from "../../../../src/lib/saga/failures/coverage.ts";
import { analyseFailures } from "../../../../src/lib/saga/failures/failures.ts";
import { machineOf, machineWith } from "../../../machine-of.ts";
import { runStates } from "../../verify/engine-run.ts";
import { compensation, courierSaga, orderSaga, task, tripSaga } from "../../rules/order-saga.ts";

function rowsOf(definition: object): readonly CoverageRow[] {
  const machine = machineOf(definition);
  const { model } = buildModel("order", machine, { steps: {} });
  return coverageOf(analyseFailures(machine, model), model);
}

describe("coverageOf", () => {
  it("gives every forward step by every error class its compensations in their order", () => {
    const rows = rowsOf(orderSaga());
    expect(rows.filter(({ error }) => error === UNNAMED)).toEqual([
      { state: "ProcessPayment", error: UNNAMED, compensations: ["ProcessRefund"], covered: true, escapes: false },
      { state: "ReserveInventory", error: UNNAMED, compensations: ["ReleaseInventory", "ProcessRefund"], covered: true, escapes: false },
      {
        state: "ShipOrder",
        error: UNNAMED,
        compensations: ["CancelShipment", "ReleaseInventory", "ProcessRefund"],
        covered: true,
        escapes: false,
      },
    ]);
    expect(coveragePercent(rows)).toBe(100);
  });

  it("asks of what takes back in the end only that its own failure is caught", () => {
    const hotel = (more: object): object => ({
      StartAt: "HoldRoom",
      States: {
        HoldRoom: task("HoldRoom", { onError: "Failed", Next: "ChargeCard" }),
        ChargeCard: task("ChargeCard", { onError: "FreeRoom", Next: "FreeRoom" }),
        FreeRoom: task("FreeRoom", { Next: "Failed?", ...more }),
        "Failed?": { Type: "Choice", Choices: [{ Variable: "$.failure", IsPresent: true, Next: "Failed" }], Default: "Done" },
        Done: { Type: "Succeed" },
        Failed: { Type: "Fail" },
      },
    });
    const covered = (more: object): readonly string[] =>
      rowsOf(hotel(more)).flatMap(({ state, error, covered: yes }) => (error === UNNAMED && yes ? [state] : []));
    expect(covered({ onError: "Failed?" })).toEqual(["HoldRoom", "ChargeCard", "FreeRoom"]);
    expect(covered({})).toEqual(["HoldRoom", "ChargeCard"]);
  });

  it("counts what escapes as covered only where nothing stands", () => {
    const rows = rowsOf(
      orderSaga({
        ProcessPayment: task("ProcessPayment", { Next: "ReserveInventory" }),
        ShipOrder: task("ShipOrder", { Catch: [{ ErrorEquals: ["CarrierClosed"], Next: "CancelShipment" }], Next: "OrderShipped" }),
      }),
    );
    expect(rows.filter(({ escapes }) => escapes).map(({ state, error, covered }) => [state, error, covered])).toEqual([
      ["ProcessPayment", UNNAMED, true],
      ["ProcessPayment", "States.Timeout", true],
      ["ShipOrder", UNNAMED, false],
      ["ShipOrder", "States.Timeout", false],
    ]);
    expect(Math.round(coveragePercent(rows))).toBe(71);
  });

  it("lists a compensation though it is known of no step that it undoes it", () => {
    const [row] = rowsOf(
      orderSaga({
        ProcessRefund: compensation("ProcessRefund", "ProcessPayment", { Next: "CompensateLedger" }),
        CompensateLedger: task("CompensateLedger", { Next: "OrderFailed" }),
      }),
    );
    expect(row?.compensations).toEqual(["ProcessRefund", "CompensateLedger"]);
  });

  it("follows errors out of a Parallel", () => {
    const [row] = rowsOf(tripSaga({}));
    expect(row).toEqual({
      state: "BookHotel",
      error: UNNAMED,
      compensations: ["CancelFlight", "CancelHotel"],
      covered: true,
      escapes: false,
    });
  });

  it("asks for what stands in other branches, too, where an error ends the Parallel", () => {
    const Catch = [{ ErrorEquals: ["FlightFull"], ResultPath: "$.failure", Next: "CancelFlight" }];
    const BookFlight = task("BookFlight", { Catch: [{ ErrorEquals: ["NoSeat"], Next: "Waitlist" }], End: true });
    const branch = (name: string, states: object): object => ({ StartAt: name, States: states });
    const rows = rowsOf(
      tripSaga({
        Branches: [
          branch("BookHotel", { BookHotel: task("BookHotel") }),
          branch("BookFlight", { BookFlight, Waitlist: { Type: "Pass", End: true } }),
        ],
        Catch,
      }),
    );
    expect(rows.map(({ state, error, covered }) => [state, error, covered])).toEqual([
      ["BookHotel", UNNAMED, false],
      ["BookHotel", "FlightFull", true],
      ["BookHotel", "States.Timeout", false],
      ["BookFlight", UNNAMED, false],
      ["BookFlight", "NoSeat", true],
      ["BookFlight", "FlightFull", true],
      ["BookFlight", "States.Timeout", false],
    ]);
  });

  it("counts what a Map's iteration undoes of itself for that iteration only", () => {
    const item = (more: object): object => ({
      StartAt: "BookRoom",
      States: {
        BookRoom: task("BookRoom", { onError: "CancelRoom" }),
        CancelRoom: compensation("CancelRoom", "BookRoom", { Next: "RoomFailed" }),
        RoomFailed: { Type: "Fail" },
        ...more,
      },
    });
    const tour = (states: object, caught: object = {}): object => ({
      StartAt: "BookRooms",
      States: {
        BookRooms: { Type: "Map", ItemProcessor: item(states), ...caught, Next: "Booked" },
        Booked: { Type: "Succeed" },
        ...(Object.keys(caught).length === 0 ? {} : { CancelAll: compensation("CancelAll", "BookRoom", { Next: "TourFailed" }) }),
        TourFailed: { Type: "Fail" },
      },
    });
    const covered = (definition: object): readonly boolean[] => rowsOf(definition).map((row) => row.covered);
    expect(covered(tour({}))).toEqual([false, false]);
    expect(covered(tour({}, { Catch: [{ ErrorEquals: ["States.ALL"], Next: "CancelAll" }] }))).toEqual([true, true]);
    expect(
      covered(tour({ CancelRoom: compensation("CancelRoom", "BookRoom", { Next: "NoRoom" }), NoRoom: { Type: "Pass", End: true } })),
    ).toEqual([true, true]);
  });

  it("leaves what was before to the alternative by which the saga goes on", () => {
    const rows = rowsOf(courierSaga({ ShipByCourier: task("ShipByCourier", { onError: "ProcessRefund", Next: "OrderShipped" }) })).filter(
      ({ error }) => error === UNNAMED,
    );
    expect(rows.map(({ state, compensations, covered }) => [state, compensations, covered])).toEqual([
      ["ProcessPayment", ["ProcessRefund"], true],
      ["ReserveInventory", ["ReleaseInventory", "ProcessRefund"], true],
      ["ShipOrder", ["CancelShipment"], true],
      ["ShipByCourier", ["ProcessRefund"], false],
    ]);
  });

  it("asks for what stands in other branches even where the saga goes on", () => {
    const Catch = [{ ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "BookPackage" }];
    const BookPackage = task("BookPackage", { onError: "CancelFlight", Next: "TripBooked" });
    const rows = rowsOf(tripSaga({ Catch }, { BookPackage })).filter(({ error }) => error === UNNAMED);
    expect(rows.map(({ state, covered }) => [state, covered])).toEqual([
      ["BookHotel", false],
      ["BookFlight", false],
      ["BookPackage", true],
    ]);
  });

  it("is complete where there is nothing to cover", () => {
    expect(coveragePercent([])).toBe(100);
  });
});

/** Sagas of a few steps in a row whose catchers and compensations lead anywhere in a row of compensations. */
const sagas = fc.integer({ min: 2, max: 4 }).chain((size) => {
  const targets = fc.array(fc.integer({ min: -1, max: size - 1 }), { minLength: size, maxLength: size });
  const names = fc.array(fc.constantFrom("States.ALL", "PaymentRefused", undefined), { minLength: size, maxLength: size });
  return fc.record({ targets, names, onward: targets }).map((shape) => chainSaga(size, shape));
});

interface Shape {
  /** By step, the compensation that its Catch leads to; -1 is the end. */
  readonly targets: readonly number[];
  /** By step, what its Catch names. */
  readonly names: readonly (string | undefined)[];
  /** By compensation, the one that runs after it where that undoes an earlier step. */
  readonly onward: readonly number[];
}

function chainSaga(size: number, { targets, names, onward }: Shape): Readonly<Record<string, object>> {
  const undoing = (at: number): string => (at < 0 ? "Failed" : `Undo${at}`);
  const steps = Array.from({ length: size }, (_, at): [string, object] => {
    const name = names[at];
    const caught = name === undefined ? [] : [{ ErrorEquals: [name], ResultPath: "$.failure", Next: undoing(targets[at] ?? -1) }];
    return [`Step${at}`, task(`Step${at}`, { Catch: caught, Next: at + 1 < size ? `Step${at + 1}` : "Done" })];
  });
  const undos = steps.map(([step], at): [string, object] => {
    const next = onward[at] ?? -1;
    return [undoing(at), compensation(undoing(at), step, { Next: undoing(next < at ? next : -1) })];
  });
  return { ...Object.fromEntries([...steps, ...undos]), Done: { Type: "Succeed" }, Failed: { Type: "Fail" } };
}

test("a failure is covered exactly where an execution that fails so leaves nothing uncompensated", () => {
  fc.assert(
    fc.property(sagas, (states) => {
      const machine = machineWith(states);
      const { model } = buildModel("order", machine, { steps: {} });
      for (const { state, error, covered } of coverageOf(analyseFailures(machine, model), model)) {
        const fails = { [state]: error === "States.Timeout" || error === null ? "silent" : error };
        const { verdict } = runStates(states, { fails });
        const left = verdict.violations.some(({ kind, step }) => kind === "missing-compensation" && step !== state);
        expect([state, error, left]).toEqual([state, error, !covered]);
      }
    }),
    { numRuns: 40 },
  );
});
