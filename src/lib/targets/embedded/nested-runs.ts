import { isObject, member } from "../../base/json.ts";
import type { Rng } from "../../base/ports.ts";
import { UserError } from "../../base/user-error.ts";
import type { Execution, MapRun } from "../../engine/execution.ts";
import { randomUuid } from "../../engine/random-uuid.ts";
import type { Simulation } from "../../engine/simulation.ts";
import { startExecution, stopExecution } from "../../engine/start-execution.ts";
import type { TaskPerformer, TaskReply, TaskRequest } from "../../engine/task.ts";
import { History } from "../../history/history.ts";
import type { ExecutionRecord } from "./execution-record.ts";
import { recordOf, sameExecution } from "./execution-record.ts";
import type { ChildStart } from "./nested-execution.ts";
import { isNestedExecution, startNested } from "./nested-execution.ts";
import type { RunnableMachine } from "./runnable-machine.ts";
import { executionArn, identityOf, machineToRun } from "./runnable-machine.ts";
import { createTaskTokens } from "./task-tokens.ts";

/** Starts what a `states:startExecution` task asks for; leaves every other task, and machines that it does not know, to others (undefined). */
export type NestedStarter = (request: TaskRequest) => TaskReply | undefined;

/** A machine that an execution may start. */
export interface NestedMachine {
  readonly machine: RunnableMachine;
  /** Answers the tasks of its executions, which may start others. */
  readonly answer: (startNested: NestedStarter) => TaskPerformer;
}

/** The executions of one run: its own, those that they start, and the children of their Map runs. */
export interface NestedRuns {
  readonly start: NestedStarter;
  /** Counts an execution as one of the run, whose tasks are answered so. */
  readonly adopt: (execution: Execution, performer: TaskPerformer) => void;
  /** Answers a task of any execution of the run. */
  readonly perform: TaskPerformer;
  /** Those that a task started, in the order of their starts. */
  readonly records: readonly ExecutionRecord[];
  readonly mapRuns: () => readonly MapRun[];
}

/** Executions that start each other deeper than this never end. */
const DEEPEST = 100;

/** Runs nested executions of the machines that `find` knows on the clock of one simulation. */
export function nestedRuns(simulation: () => Simulation, rng: Rng, find: (reference: string) => NestedMachine | undefined): NestedRuns {
  const records: ExecutionRecord[] = [];
  const executions: Execution[] = [];
  const performers = new Map<string, TaskPerformer>();
  const performersByMachine = new Map<NestedMachine, TaskPerformer>();
  const depths = new Map<string, number>();
  const tokens = createTaskTokens();

  function start(request: TaskRequest): TaskReply | undefined {
    // With a task token somebody else says how it ends, not the execution.
    const nested = isNestedExecution(request) && request.integration.pattern !== "token" ? find(referenceIn(request)) : undefined;
    if (nested === undefined) return undefined;
    return startNested(request, {
      start: (child) => startChild(request, nested, child),
      stop({ execution }) {
        if (execution) stopExecution(execution, {});
      },
      isElsewhere: () => false,
      tokens,
      now: () => simulation().now(),
    });
  }

  function startChild(request: TaskRequest, nested: NestedMachine, child: ChildStart): ExecutionRecord {
    const { machine } = nested;
    const name = child.name ?? randomUuid(rng);
    const arn = executionArn(machine, name);
    const inputText = JSON.stringify(child.input);
    const known = records.find((record) => record.arn === arn);
    if (known !== undefined) return sameExecution(known, inputText);
    const performer = performersByMachine.get(nested) ?? nested.answer(start);
    performersByMachine.set(nested, performer);
    depths.set(arn, depthBelow(request));
    const execution = startExecution(simulation(), {
      machine: machineToRun(machine),
      identity: identityOf(machine, arn, name),
      input: child.input,
      rng,
      history: new History(),
      onChild: (mapped) => adopt(mapped, performer),
      onEnd: () => child.onEnd(record),
    });
    adopt(execution, performer);
    const record = recordOf(execution, { machine, input: inputText, traceHeader: undefined, outbox: [] });
    records.push(record);
    return record;
  }

  function depthBelow({ executionArn, state }: TaskRequest): number {
    const depth = (depths.get(executionArn) ?? 0) + 1;
    if (depth <= DEEPEST) return depth;
    throw new UserError(`State "${state}" starts executions that start each other without end`, "Let a Choice end the recursion.");
  }

  function adopt(execution: Execution, performer: TaskPerformer): void {
    performers.set(execution.identity.executionArn, performer);
    executions.push(execution);
  }

  function perform(request: TaskRequest, signal: AbortSignal): ReturnType<TaskPerformer> {
    const performer = performers.get(request.executionArn);
    if (performer === undefined) throw new Error(`Nobody answers the tasks of ${request.executionArn}`);
    return performer(request, signal);
  }

  return { start, adopt, perform, records, mapRuns: () => executions.flatMap(({ mapRuns }) => mapRuns) };
}

function referenceIn({ parameters }: TaskRequest): string {
  const reference = isObject(parameters) ? member(parameters, "StateMachineArn") : undefined;
  return typeof reference === "string" ? reference : "";
}
