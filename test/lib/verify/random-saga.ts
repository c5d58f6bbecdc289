import * as fc from "fast-check";
import type { StepDeclaration } from "../../../src/lib/saga/model.ts";
import type { EngineRun } from "./engine-run.ts";
import { caught, flow, runStates, step } from "./engine-run.ts";

/** A saga that undoes everything: its groups of steps one after the other, each undone by one compensation. */
export interface RandomSaga {
  readonly groups: readonly { readonly type: "Task" | "Parallel" | "Map" | "MapRun"; readonly size: number }[];
  /** What fails: which task of which group, at the last one none. */
  readonly failing: { readonly group: number; readonly task: number; readonly error: string };
}

/** Sagas of one to four groups, each a Task, a Parallel, a Map or a distributed Map, of which a task fails or times out, or none. */
export const sagas: fc.Arbitrary<RandomSaga> = fc.record({
  groups: fc.array(
    fc.record({
      type: fc.constantFrom("Task" as const, "Parallel" as const, "Map" as const, "MapRun" as const),
      size: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  failing: fc.record({ group: fc.nat(4), task: fc.nat(2), error: fc.constantFrom("OutOfStock", "silent", "Lambda.Unknown") }),
});

/** Runs a saga on the engine; `broken` is the group whose compensation fails for good. */
export function runSaga({ groups, failing }: RandomSaga, broken?: number): EngineRun {
  const states: Record<string, object> = {};
  const steps: Record<string, StepDeclaration> = {};
  for (const [index, group] of groups.entries()) {
    const next = { ...caught(release(index)), ...(index + 1 < groups.length ? { Next: reserve(index + 1) } : { End: true }) };
    const tasks = Array.from({ length: group.type === "Parallel" ? group.size : 1 }, (_, task) => taskName(index, task));
    states[reserve(index)] = stateOf(group, tasks, next);
    for (const name of group.type === "Task" ? [reserve(index)] : tasks) steps[name] = { compensations: [release(index)] };
  }
  for (const index of groups.keys()) states[release(index)] = step(index === 0 ? "OrderFailed" : release(index - 1));
  states["OrderFailed"] = { Type: "Fail" };
  const input = Object.fromEntries(groups.map(({ size }, index) => [`lines${index}`, Array.from({ length: size }, (_, item) => item)]));
  const fails = { ...failureOf(groups, failing), ...(broken === undefined ? {} : { [release(broken)]: "Throttled" }) };
  return runStates(states, { input, steps, fails });
}

/** The compensation of a group. */
export function release(index: number): string {
  return `ReleaseItems${index}`;
}

function reserve(index: number): string {
  return `ReserveItems${index}`;
}

function taskName(index: number, task: number): string {
  return `ReserveItem${index}${"abc"[task]}`;
}

function stateOf({ type }: RandomSaga["groups"][number], tasks: readonly string[], next: object): object {
  const index = /\d/.exec(tasks[0] ?? "")?.[0];
  const task = flow({ [tasks[0] ?? ""]: step() });
  const config = { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" } };
  switch (type) {
    case "Task":
      return { ...step(), ...next, ...("Next" in next ? { End: undefined } : {}) };
    case "Parallel":
      return { Type: "Parallel", Branches: tasks.map((name) => flow({ [name]: step() })), ResultPath: null, ...next };
    case "Map":
      return { Type: "Map", ItemsPath: `$.lines${index}`, ItemProcessor: task, ResultPath: null, ...next };
    case "MapRun":
      return { Type: "Map", ItemsPath: `$.lines${index}`, ItemProcessor: { ...task, ...config }, ResultPath: null, ...next };
  }
}

function failureOf(groups: RandomSaga["groups"], { group, task, error }: RandomSaga["failing"]): Record<string, string> {
  const { type, size } = groups[group] ?? {};
  switch (type) {
    case undefined:
      return {};
    case "Task":
      return { [reserve(group)]: error };
    case "Parallel":
      return { [taskName(group, task % (size ?? 1))]: error };
    case "Map":
      return { [`${reserve(group)}[${task % (size ?? 1)}]/${taskName(group, 0)}`]: error };
    case "MapRun":
      return { [taskName(group, 0)]: error };
  }
}
