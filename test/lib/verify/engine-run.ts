import type { StateMachine } from "../../../src/lib/asl/ast.ts";
import type { JsonValue } from "../../../src/lib/base/json.ts";
import type { MapRun } from "../../../src/lib/engine/execution.ts";
import { runMachine } from "../../../src/lib/engine/run-machine.ts";
import type { TaskOutcome, TaskRequest } from "../../../src/lib/engine/task.ts";
import type { HistoryEvent } from "../../../src/lib/history/event.ts";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import type { SagaDeclarations, SagaModel, StepDeclaration } from "../../../src/lib/saga/model.ts";
import type { Children, MapRunExecutions } from "../../../src/lib/verify/children.ts";
import type { Verdict } from "../../../src/lib/verify/verdict.ts";
import { verify } from "../../../src/lib/verify/verify.ts";
import { machineWith } from "../../machine-of.ts";

/** A saga that has run on the engine. */
export interface EngineRun {
  readonly history: readonly HistoryEvent[];
  readonly model: SagaModel;
  readonly children: Children;
  readonly verdict: Verdict;
}

/** What goes otherwise than well, and what is declared of the machine. */
export interface RunPlan {
  readonly input?: JsonValue;
  /** What fails, and with which error: `Charge`, or `Lines[1]/Charge` in one iteration. `silent`: nobody answers. */
  readonly fails?: Readonly<Record<string, string>>;
  readonly steps?: Readonly<Record<string, StepDeclaration>>;
  readonly more?: Omit<SagaDeclarations, "steps">;
}

/** Runs states, of which the first is where the machine starts, and judges what they left. */
export function runStates(states: object, plan: RunPlan = {}): EngineRun {
  return runParsed(machineWith(states), plan);
}

function runParsed(machine: StateMachine, { input = {}, fails = {}, steps = {}, more = {} }: RunPlan): EngineRun {
  const { model } = buildModel("order", machine, { steps, ...more });
  const run = runMachine({ machine, input, perform: (request) => outcomeOf(request, fails) });
  if (run instanceof Promise) throw new Error("The run had to wait for something");
  const children = { nested: [], mapRuns: mapRunsOf(run) };
  return { history: run.events, model, children, verdict: verify(run.events, model, { children }) };
}

/** A Lambda task. */
export function step(next?: string, more: object = {}): object {
  const resource = "arn:aws:lambda:eu-west-1:123456789012:function:orders";
  return { Type: "Task", Resource: resource, TimeoutSeconds: 60, ResultPath: null, ...(next ? { Next: next } : { End: true }), ...more };
}

/** A catcher of everything that keeps the input. */
export function caught(next: string): object {
  return { Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: null, Next: next }] };
}

/** A flow of states, of which the first is where it starts. */
export function flow(states: object, more: object = {}): object {
  return { ...more, StartAt: Object.keys(states)[0], States: states };
}

/** What a test looks at: the outcome, each effect by its place with its compensation's status, and the kinds of findings. */
export function placedSummary({ outcome, effects, violations, notes }: Verdict): object {
  return {
    outcome,
    effects: effects.map(({ step, iteration, effect, compensation }) => {
      return `${iteration === null ? step : `${iteration}/${step}`}: ${effect}, ${compensation.status}`;
    }),
    violations: violations.map(({ kind, step, compensation }) => `${kind} ${step} ${compensation}`),
    notes: notes.map(({ kind, step }) => `${kind} ${step}`),
  };
}

/** What a task answers by a plan of failures. */
export function outcomeOf({ state, iteration, parameters }: TaskRequest, fails: Readonly<Record<string, string>>): TaskOutcome {
  const error = fails[iteration === null ? state : `${iteration}/${state}`] ?? fails[state];
  if (error === "silent") return { type: "silent" };
  return error === undefined ? { type: "succeeded", output: parameters } : { type: "failed", error };
}

/** Every Map run, those of Map runs' executions, too. */
export function mapRunsOf({ mapRuns }: { readonly mapRuns: readonly MapRun[] }): readonly MapRunExecutions[] {
  return mapRuns.flatMap(({ arn, children }) => [
    { arn, executions: children.map((child) => ({ arn: child.identity.executionArn, history: child.history.events })) },
    ...children.flatMap(mapRunsOf),
  ]);
}
