import { describe, expect, it } from "vitest";
import { task } from "../machine-of.ts";
import { pairsOfStates } from "../pairs-of.ts";

it("undoes every step before, where it undoes whatever has been changed", () => {
  const pairs = pairsOfStates({
    DeploySchemaChanges: task("DeployShop", "Failed"),
    DeployShop: task("SwitchTraffic", "RollbackChanges"),
    SwitchTraffic: task(undefined, "RollbackChanges"),
    RollbackChanges: task("Failed"),
  });
  expect(pairs).toEqual({ DeploySchemaChanges: ["RollbackChanges"], DeployShop: ["RollbackChanges"], SwitchTraffic: ["RollbackChanges"] });
});

it("undoes every step before the failure that it alone answers, where it is about the whole", () => {
  const pairs = pairsOfStates({
    ReserveStock: task("ChargeCard", "Failed"),
    ChargeCard: task("SendParcel", "ReleaseStock"),
    SendParcel: task(undefined, "CompensateOrder"),
    ReleaseStock: task("Failed"),
    CompensateOrder: task("Failed"),
  });
  expect(pairs).toEqual({
    ReserveStock: ["ReleaseStock", "CompensateOrder"],
    ChargeCard: ["CompensateOrder"],
    SendParcel: ["CompensateOrder"],
  });
});

describe("a clean-up that names no step", () => {
  it.each(["Cleanup", "TearDownOnFailure", "DeprovisionAll", "DeleteResources"])(
    "undoes every step where the failures of all but the first lead to it: %s",
    (cleanup) => {
      const pairs = pairsOfStates({
        CreateBucket: task("RunMigration", "Failed"),
        RunMigration: task("PublishSite", cleanup),
        PublishSite: task(undefined, cleanup),
        [cleanup]: task("Failed"),
      });
      expect(pairs).toEqual({ CreateBucket: [cleanup], RunMigration: [cleanup], PublishSite: [cleanup] });
    },
  );
  it("undoes only what its word fits where another failure passes it by, or its word has a narrower sense", () => {
    const passedBy = pairsOfStates({
      CreateBucket: task("RunMigration", "Failed"),
      RunMigration: task("PublishSite", "Cleanup"),
      PublishSite: task(undefined, "Failed"),
      Cleanup: task("Failed"),
    });
    const refunded = pairsOfStates({
      ChargeCard: task("PrintTicket", "Refund"),
      PrintTicket: task(undefined, "Refund"),
      Refund: task("Failed"),
    });
    expect([passedBy, refunded]).toEqual([{ CreateBucket: ["Cleanup"] }, { ChargeCard: ["Refund"] }]);
  });
});

it("undoes nothing where it is told to complete", () => {
  const does = (action: string, next?: string, caught?: string): object => task(next, caught, { Parameters: { action } });
  const pairs = pairsOfStates({
    StartServers: does("start", "MoveTraffic", "Failed"),
    MoveTraffic: does("move", undefined, "RollbackServers"),
    RollbackServers: does("rollback", "CleanupAfterRollback"),
    CleanupAfterRollback: does("complete", "Failed"),
  });
  expect(pairs).toEqual({ StartServers: ["RollbackServers"] });
});

describe("a Pass named for the rollback", () => {
  const put = (next: string): object => ({ Type: "Pass", Result: { table: "orders" }, Next: next });
  it.each([
    {
      name: "stands for the one that was never written",
      states: {
        CopyOrders: task("StoreReport", "RollbackStage"),
        StoreReport: task(undefined, "RollbackStage"),
        RollbackStage: put("Failed"),
      },
      want: { CopyOrders: ["RollbackStage"], StoreReport: ["RollbackStage"] },
    },
    {
      name: "is no more than a sign where a Task behind it undoes",
      states: {
        CopyOrders: task("StoreReport", "StartRollback"),
        StoreReport: task(undefined, "StartRollback"),
        StartRollback: put("UndoChanges"),
        UndoChanges: task("Failed"),
      },
      want: { CopyOrders: ["UndoChanges"], StoreReport: ["UndoChanges"] },
    },
    {
      name: "stands for its own step where the Task behind it undoes another, by the same verb",
      states: {
        BookHotel: task("BookFlight", "CancelHotel"),
        BookFlight: task(undefined, "CancelHotel"),
        CancelHotel: put("CancelFlight"),
        CancelFlight: task("Failed"),
      },
      want: { BookHotel: ["CancelHotel"], BookFlight: ["CancelFlight"] },
    },
    {
      name: "puts down how it went where it says so",
      states: {
        CopyOrders: task("StoreReport", "RollbackStatus"),
        StoreReport: task(undefined, "RollbackStatus"),
        RollbackStatus: put("Failed"),
      },
      want: {},
    },
  ])("$name", ({ states, want }) => {
    expect(pairsOfStates(states)).toEqual(want);
  });
});

it.each([
  {
    names: ["RendelésLétrehozása", "KártyaTerhelése", "CsomagFeladása"],
    undo: ["RendelésTörlése", "PénzVissza"],
    language: "Hungarian",
  },
  {
    names: ["ΝέαΠαραγγελία", "ΧρέωσηΚάρτας", "ΑποστολήΔέματος"],
    undo: ["ΑκύρωσηΠαραγγελίας", "ΕπιστροφήΧρημάτων"],
    language: "Greek",
  },
  { names: ["T1", "T2", "T3"], undo: ["C1", "C2"], language: "books" },
])("place tells what undoes the step before, in the words of $language, where the first failure leads to a Fail", ({ names, undo }) => {
  const [first = "", second = "", third = ""] = names;
  const [cancel = "", refund = ""] = undo;
  const pairs = pairsOfStates({
    [first]: task(second, "Failed"),
    [second]: task(third, cancel),
    [third]: task(undefined, refund),
    [refund]: task(cancel),
    [cancel]: task("Failed"),
  });
  expect(pairs).toEqual({ [first]: [cancel], [second]: [refund] });
});
