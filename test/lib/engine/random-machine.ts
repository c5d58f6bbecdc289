import * as fc from "fast-check";
import type { TaskOutcome } from "../../../src/lib/engine/task.ts";
import { LAMBDA_INVOKE } from "./histories.ts";

/** A state before it has a name: what it does, and how many states further on its transitions lead. */
type Sketch =
  | { readonly type: "Pass" | "Succeed" | "Fail" }
  | { readonly type: "Wait"; readonly seconds: number }
  | { readonly type: "Choice"; readonly limit: number; readonly skip: number; readonly byDefault: boolean }
  | ({ readonly type: "Task"; readonly timeout: number } & Recovery)
  | ({ readonly type: "Parallel"; readonly flows: readonly Flow[] } & Recovery)
  | ({ readonly type: "Map"; readonly flow: Flow; readonly limit: number } & Recovery);

type Flow = readonly Sketch[];

interface Recovery {
  readonly retried: readonly string[];
  readonly caught: readonly string[];
  readonly skip: number;
}

const errors = fc.constantFrom("ErrPayment", "ErrStock", "States.TaskFailed", "States.Timeout", "States.HeartbeatTimeout");
const recovery = { retried: fc.array(errors, { maxLength: 2 }), caught: fc.array(errors, { maxLength: 2 }), skip: fc.nat(2) };

const { flow } = fc.letrec<{ flow: Flow; sketch: Sketch }>((tie) => ({
  flow: fc.array(tie("sketch"), { minLength: 1, maxLength: 4 }),
  sketch: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    fc.record({ type: fc.constantFrom("Pass" as const, "Pass" as const, "Succeed" as const, "Fail" as const) }),
    fc.record({ type: fc.constant("Wait" as const), seconds: fc.nat(5) }),
    fc.record({ type: fc.constant("Choice" as const), limit: fc.nat(4), skip: fc.nat(2), byDefault: fc.boolean() }),
    fc.record({ type: fc.constant("Task" as const), timeout: fc.nat(4), ...recovery }),
    fc.record({ type: fc.constant("Task" as const), timeout: fc.nat(4), ...recovery }),
    fc.record({ type: fc.constant("Parallel" as const), flows: fc.array(tie("flow"), { minLength: 1, maxLength: 3 }), ...recovery }),
    fc.record({ type: fc.constant("Map" as const), flow: tie("flow"), limit: fc.nat(2), ...recovery }),
  ),
}));

/** Valid machines of all eight state types, nested two deep; they only go forward, so that every run ends. */
export const machines: fc.Arbitrary<object> = fc
  .record({ states: flow, timeout: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }) })
  .map(({ states, timeout }) => Object.assign(named(states, { next: 0 }), timeout === undefined ? {} : { TimeoutSeconds: timeout }));

/** What an execution gets: the items of its Maps, and the number that its Choices test. */
export const inputs: fc.Arbitrary<{ lines: number[]; total: number }> = fc.record({
  lines: fc.array(fc.nat(9), { maxLength: 3 }),
  total: fc.nat(4),
});

/** What tasks answer, in the order of scheduling, over and over. */
export const outcomes: fc.Arbitrary<readonly TaskOutcome[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant<TaskOutcome>({ type: "succeeded", output: "paid" }) },
    fc.constantFrom("ErrPayment", "ErrStock", "ErrOther").map((error): TaskOutcome => ({ type: "failed", error })),
    fc.boolean().map((heartbeat): TaskOutcome => ({ type: "silent", heartbeat })),
  ),
  { minLength: 1, maxLength: 8 },
);

function named(sketches: Flow, names: { next: number }): object {
  const own = sketches.map(({ type }) => `${type}${names.next++}`);
  const end = `End${names.next++}`;
  const at = (index: number): string => own[index] ?? end;
  const states = sketches.map((sketch, index) => [at(index), stateOf(sketch, (skip) => at(index + 1 + skip), names)] as const);
  return { StartAt: at(0), States: { ...Object.fromEntries(states), [end]: { Type: "Succeed" } } };
}

function stateOf(sketch: Sketch, after: (skip: number) => string, names: { next: number }): object {
  const { type: Type } = sketch;
  switch (sketch.type) {
    case "Pass":
      return { Type, Next: after(0) };
    case "Succeed":
      return { Type };
    case "Fail":
      return { Type, Error: "ErrStock" };
    case "Wait":
      return { Type, Seconds: sketch.seconds, Next: after(0) };
    case "Choice": {
      const rule = { Variable: "$$.Execution.Input.total", NumericGreaterThan: sketch.limit, Next: after(sketch.skip) };
      return { Type, Choices: [rule], ...(sketch.byDefault ? { Default: after(0) } : {}) };
    }
    case "Task":
      return {
        Type,
        Resource: LAMBDA_INVOKE,
        ...(sketch.timeout > 0 ? { TimeoutSeconds: sketch.timeout } : {}),
        ...recoveryOf(sketch, after),
      };
    case "Parallel":
      return { Type, Branches: sketch.flows.map((inner) => named(inner, names)), ...recoveryOf(sketch, after) };
    case "Map":
      return {
        Type,
        ItemsPath: "$$.Execution.Input.lines",
        MaxConcurrency: sketch.limit,
        ItemProcessor: named(sketch.flow, names),
        ...recoveryOf(sketch, after),
      };
  }
}

function recoveryOf({ retried, caught, skip }: Recovery, after: (skip: number) => string): object {
  return {
    Next: after(0),
    Retry: retried.map((error) => ({ ErrorEquals: [error], MaxAttempts: 1, JitterStrategy: "FULL" })),
    Catch: caught.map((error) => ({ ErrorEquals: [error], Next: after(skip) })),
  };
}
