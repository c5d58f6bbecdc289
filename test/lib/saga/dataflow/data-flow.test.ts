import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../src/lib/base/json.ts";
import { runMachine } from "../../../../src/lib/engine/run-machine.ts";
import { buildModel } from "../../../../src/lib/saga/build-model.ts";
import { demandText } from "../../../../src/lib/saga/dataflow/data-demand.ts";
import type { DataFlow } from "../../../../src/lib/saga/dataflow/data-flow.ts";
import { dataFlowOf } from "../../../../src/lib/saga/dataflow/data-flow.ts";
import type { Loss } from "../../../../src/lib/saga/dataflow/data-losses.ts";
import { machineWith } from "../../../machine-of.ts";
import { done, fails } from "../../engine/histories.ts";

const lambda = (name: string, more: object): object => ({
  Type: "Task",
  Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
  ...more,
});
const caught = (next: string, more: object = { ResultPath: "$.error" }): object => ({
  Catch: [{ ErrorEquals: ["States.ALL"], Next: next, ...more }],
});
const refund = (reads: object, more: object = { Next: "OrderFailed" }): object =>
  lambda("ProcessRefund", { Parameters: reads, ResultPath: null, ...more });
const failed = { OrderFailed: { Type: "Fail" } };

function flowOf(states: object, more: object = {}): DataFlow {
  const machine = machineWith(states, { Comment: "The order saga", ...more });
  return dataFlowOf(machine, buildModel("order", machine, { steps: {} }).model);
}

/** `ProcessRefund reads $.payment.id: ProcessPayment (States.ALL) > ProcessRefund`. */
function shown({ reader, path }: Loss): string {
  const way = path.map(({ state, error }) => (error === null ? state : `${state} (${error})`)).join(" > ");
  return `${reader.state.name} reads ${demandText(reader.demand)}: ${way}`;
}

describe("what nobody on the way has set", () => {
  test.each<{ name: string; states: object; more?: object; want: readonly string[] }>([
    {
      name: "is found through the branches of a Parallel",
      states: {
        Prepare: {
          Type: "Parallel",
          Branches: [{ StartAt: "CheckStock", States: { CheckStock: { Type: "Pass", Parameters: { "sku.$": "$.sku" }, End: true } } }],
          ResultPath: "$.checks",
          Next: "ProcessPayment",
        },
        ProcessPayment: lambda("ProcessPayment", { ...caught("ProcessRefund"), End: true }),
        ProcessRefund: refund({ "sku.$": "$.checks[0].sku", "stock.$": "$.checks[0].stock" }),
        ...failed,
      },
      want: ["ProcessRefund reads $.checks[0].stock: Prepare > CheckStock > ProcessPayment (States.ALL) > ProcessRefund"],
    },
    {
      name: "is found inside a branch that rolls back by itself",
      states: {
        Book: {
          Type: "Parallel",
          Branches: [
            {
              StartAt: "BookHotel",
              States: {
                BookHotel: lambda("BookHotel", { ResultPath: "$.hotel", ...caught("CancelHotel"), End: true }),
                CancelHotel: lambda("CancelHotel", { Parameters: { "id.$": "$.hotel.id" }, End: true }),
              },
            },
          ],
          End: true,
        },
      },
      want: ["CancelHotel reads $.hotel.id: Book > BookHotel (States.ALL) > CancelHotel"],
    },
    {
      name: "is found when a loop of recovery states hands it round",
      states: {
        ProcessPayment: lambda("ProcessPayment", { ResultPath: "$.payment", ...caught("WaitForBank"), End: true }),
        WaitForBank: { Type: "Wait", Seconds: 60, Next: "IsBankOpen" },
        IsBankOpen: {
          Type: "Choice",
          Choices: [{ Variable: "$$.State.EnteredTime", TimestampGreaterThan: "2026-01-01T09:00:00Z", Next: "ProcessRefund" }],
          Default: "WaitForBank",
        },
        ProcessRefund: refund({ "id.$": "$.payment.id" }),
        ...failed,
      },
      want: ["ProcessRefund reads $.payment.id: ProcessPayment (States.ALL) > WaitForBank > IsBankOpen > ProcessRefund"],
    },
    {
      name: "stays unknown where a loop renames it for ever",
      states: {
        ProcessPayment: lambda("ProcessPayment", { ...caught("Unwrap"), End: true }),
        Unwrap: { Type: "Pass", Parameters: { "order.$": "$.order.order", "more.$": "$.more" }, Next: "IsUnwrapped" },
        IsUnwrapped: { Type: "Choice", Choices: [{ Variable: "$.more", BooleanEquals: true, Next: "Unwrap" }], Default: "ProcessRefund" },
        ProcessRefund: refund({ "id.$": "$.order.id" }),
        ...failed,
      },
      want: [],
    },
    {
      name: "is no variable that an outer flow has assigned",
      states: {
        ReadOrder: { Type: "Pass", Assign: { "order.$": "$.order" }, Next: "Book" },
        Book: {
          Type: "Map",
          ItemsPath: "$.rooms",
          ItemProcessor: {
            StartAt: "BookRoom",
            States: {
              BookRoom: lambda("BookRoom", { Assign: { "room.$": "$.id" }, ...caught("CancelRoom"), End: true }),
              CancelRoom: lambda("CancelRoom", { Parameters: { "order.$": "$order.id", "room.$": "$room" }, End: true }),
            },
          },
          End: true,
        },
      },
      want: ["CancelRoom reads $room: ReadOrder > Book > BookRoom (States.ALL) > CancelRoom"],
    },
    {
      name: "is found where both query languages meet",
      states: {
        ProcessPayment: lambda("ProcessPayment", {
          QueryLanguage: "JSONata",
          Output: { order: "{% $states.input.order %}", payment: "{% $states.result %}" },
          Next: "ShipOrder",
        }),
        ShipOrder: lambda("ShipOrder", { ...caught("ProcessRefund"), End: true }),
        ProcessRefund: refund({ "order.$": "$.order", "payment.$": "$.payment.id", "customer.$": "$.customer" }),
        ...failed,
      },
      want: ["ProcessRefund reads $.customer: ProcessPayment > ShipOrder (States.ALL) > ProcessRefund"],
    },
  ])("$name", ({ states, more, want }) => {
    expect(flowOf(states, more).missing.map(shown)).toEqual(want);
  });
});

test("the model of a machine is analysed once", () => {
  const machine = machineWith({ ProcessPayment: lambda("ProcessPayment", { End: true }) });
  const { model } = buildModel("order", machine, { steps: {} });
  expect(dataFlowOf(machine, model)).toBe(dataFlowOf(machine, model));
});

test("what the first of a thousand states has put there is found by a compensation behind them all", () => {
  const steps = Array.from({ length: 1000 }, (_, index) => [
    `Step${index}`,
    { Type: "Pass", ResultPath: `$.step${index}`, Next: index === 999 ? "ProcessPayment" : `Step${index + 1}` },
  ]);
  const states = {
    ...Object.fromEntries(steps),
    ProcessPayment: lambda("ProcessPayment", { ResultPath: "$.payment", ...caught("ProcessRefund"), End: true }),
    ProcessRefund: refund({ "first.$": "$.step0", "id.$": "$.payment.id" }),
    ...failed,
  };
  const [loss, ...others] = flowOf(states).missing;
  expect(others).toEqual([]);
  expect(loss?.path.length).toBe(1002);
});

describe("the engine", () => {
  const READS = ["$.order", "$.result0", "$.result1", "$.result2", "$.error.Cause", "$.Cause"];
  /** Results that hold whatever anybody reads: what is missed all the same was lost for certain. */
  const RESULT = { order: 1, customer: 2, result0: 3, result1: 4, result2: 5, error: { Cause: "late" }, Cause: "late" };

  interface Saga {
    readonly steps: readonly { readonly result: Place; readonly catches: boolean; readonly error: Place }[];
    readonly undos: readonly { readonly result: Place; readonly reads: readonly string[]; readonly rebuilds: boolean }[];
  }
  /** A ResultPath: a place of the state's own, null, or none. */
  type Place = string | null | undefined;

  const place: fc.Arbitrary<Place> = fc.constantFrom("own", null, undefined);
  const forward = fc.record({ result: place, catches: fc.boolean(), error: fc.constantFrom("$.error", null, undefined) });
  const recovery = fc.record({ result: place, reads: fc.subarray(READS), rebuilds: fc.boolean() });
  const sagas: fc.Arbitrary<Saga> = fc.record({
    steps: fc.array(forward, { minLength: 1, maxLength: 3 }),
    undos: fc.array(recovery, { minLength: 3, maxLength: 3 }),
  });

  function statesOf({ steps, undos }: Saga): object {
    const at = (place: string | null | undefined, own: string): object =>
      place === undefined ? {} : { ResultPath: place === "own" ? own : place };
    const states: Record<string, object> = {};
    for (const [index, { result, catches, error }] of steps.entries()) {
      states[`Step${index}`] = lambda(`Step${index}`, {
        ...at(result, `$.result${index}`),
        ...(catches ? caught(`Undo${index}`, at(error, "$.error")) : {}),
        ...(index + 1 < steps.length ? { Next: `Step${index + 1}` } : { End: true }),
      });
      if (!catches) continue;
      for (let undo = index; undo >= 0; undo--) {
        const { result: undone, reads, rebuilds } = undos[undo] ?? { result: null, reads: [], rebuilds: false };
        const next = undo === 0 ? "Failed" : `Undo${undo - 1}`;
        const parameters = Object.fromEntries(reads.map((read, field) => [`field${field}.$`, read]));
        states[`Undo${undo}`] = rebuilds
          ? { Type: "Pass", Parameters: { kept: true, ...parameters }, Next: next }
          : lambda(`Undo${undo}`, { Parameters: parameters, ...at(undone, `$.undone${undo}`), Next: next });
      }
      states["Failed"] = { Type: "Fail" };
    }
    return states;
  }

  /** An input of what the machine does not make itself. */
  function inputOf({ steps }: Saga): JsonObject {
    const given = READS.slice(1, 4).filter((_, index) => steps[index]?.result !== "own");
    return { order: 1, ...Object.fromEntries(given.map((read) => [read.slice(2), 0])) };
  }

  /** The state in which the execution dies of a path that finds nothing, when these states fail; null where it does not. */
  function deathIn(states: object, input: JsonObject, failing: ReadonlySet<string>): string | null {
    const run = runMachine({
      machine: machineWith(states),
      input,
      perform: ({ state }) => (failing.has(state) ? fails("OutOfStock") : done(RESULT)),
    });
    if (run instanceof Promise) throw new Error("The run had to wait for something");
    if (run.result.status !== "FAILED" || run.result.error !== "States.Runtime") return null;
    const entered = run.events
      .filter(({ type }) => type.endsWith("StateEntered"))
      .map(({ details }) => ("name" in details ? details.name : ""));
    return entered.at(-1) ?? null;
  }

  test("dies on every path that is said to lose data", () => {
    fc.assert(
      fc.property(sagas, (saga) => {
        const states = statesOf(saga);
        const { caught: lost, missing } = flowOf(states);
        for (const { path } of [...lost, ...missing]) {
          const failing = new Set(path.filter(({ error }) => error !== null).map(({ state }) => state));
          expect(path.map(({ state }) => state)).toContain(deathIn(states, inputOf(saga), failing));
        }
      }),
      { numRuns: 300 },
    );
  });

  test("dies on no other", () => {
    fc.assert(
      fc.property(sagas, (saga) => {
        const states = statesOf(saga);
        const { caught: lost, missing } = flowOf(states);
        for (const step of Object.keys(states).filter((name) => name.startsWith("Step"))) {
          const death = deathIn(states, inputOf(saga), new Set([step]));
          const foreseen = [
            ...missing.map(({ reader }) => reader.state.name),
            ...lost.filter(({ at }) => at.name === step).map(() => death),
          ];
          if (death !== null) expect(foreseen).toContain(death);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("does what it says in either query language", () => {
    const shownAll = ({ caught: lost, replaced, missing }: DataFlow): object => ({
      caught: lost.map(shown),
      replaced: replaced.map((loss) => `${loss.lost} ${shown(loss)}`),
      missing: missing.map(shown),
    });
    fc.assert(
      fc.property(sagas, (saga) => {
        const states = statesOf(saga);
        expect(shownAll(flowOf(inJsonata(states), { QueryLanguage: "JSONata" }))).toEqual(shownAll(flowOf(states)));
      }),
      { numRuns: 300 },
    );
  });
});

interface PathState {
  readonly Type: string;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly ResultPath?: string | null;
  readonly Catch?: readonly PathState[];
}

/** The same states as a person writes them in JSONata. */
function inJsonata(states: object): object {
  return Object.fromEntries(
    Object.entries(states as Readonly<Record<string, PathState>>).map(([name, state]) => [name, stateInJsonata(state)]),
  );
}

function stateInJsonata({ Parameters, ResultPath, Catch, ...state }: PathState): object {
  const filled = Object.fromEntries(
    Object.entries(Parameters ?? {}).map(([key, value]) =>
      key.endsWith(".$") ? [key.slice(0, -2), inInput(String(value))] : [key, value],
    ),
  );
  if (state.Type === "Pass") return { ...state, Output: filled };
  return {
    ...state,
    ...(Parameters === undefined ? {} : { Arguments: filled }),
    ...outputWith(ResultPath, "$states.result"),
    ...(Catch && {
      Catch: Catch.map(({ ResultPath: place, ...catcher }) => ({ ...catcher, ...outputWith(place, "$states.errorOutput") })),
    }),
  };
}

function inInput(path: string): string {
  return `{% ${path.replace("$", "$states.input")} %}`;
}

function outputWith(place: string | null | undefined, added: string): object {
  if (place === undefined) return {};
  return { Output: place === null ? inInput("$") : `{% $merge([$states.input, {'${place.slice(2)}': ${added}}]) %}` };
}
