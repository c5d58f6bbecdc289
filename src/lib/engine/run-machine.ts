import type { StateMachine } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import type { Rng } from "../base/ports.ts";
import { seededRng } from "../base/ports.ts";
import type { HistoryEvent } from "../history/event.ts";
import { History } from "../history/history.ts";
import type { Execution, ExecutionIdentity, ExecutionResult, MapRun } from "./execution.ts";
import { startExecution } from "./start-execution.ts";
import { createSimulation } from "./create-simulation.ts";
import { settle } from "./settle.ts";
import type { RealTime } from "./timeline.ts";
import type { TaskPerformer } from "./task.ts";

/** One execution of a machine to run from its start to its end. */
export interface MachineRun {
  readonly machine: StateMachine;
  readonly input: JsonValue;
  /** Answers every task; answers that are not promises keep the run synchronous. */
  readonly perform: TaskPerformer;
  readonly identity?: Partial<ExecutionIdentity>;
  /** Virtual time starts here, ms since the epoch; default 0. */
  readonly startTime?: number;
  /** Time is virtual without it. */
  readonly realTime?: RealTime;
  /** Default: seeded with 0. */
  readonly rng?: Rng;
  /** Sees every event as it happens. */
  readonly onEvent?: (event: HistoryEvent) => void;
}

/** What a run left: its history and how it ended. */
export interface FinishedRun {
  readonly identity: ExecutionIdentity;
  readonly events: readonly HistoryEvent[];
  readonly result: ExecutionResult;
  /** ms since the epoch, virtual where time is. */
  readonly startTime: number;
  /** The Map runs of its distributed Maps, with the executions that they started. */
  readonly mapRuns: readonly MapRun[];
}

const ACCOUNT = "123456789012";

/** The names of an execution that never was on AWS. */
export function localIdentity(machineName: string, name: string, region = "us-east-1"): ExecutionIdentity {
  const arn = `arn:aws:states:${region}:${ACCOUNT}`;
  return {
    executionArn: `${arn}:execution:${machineName}:${name}`,
    name,
    stateMachineArn: `${arn}:stateMachine:${machineName}`,
    stateMachineName: machineName,
    roleArn: `arn:aws:iam::${ACCOUNT}:role/saga-cli-local`,
    region,
  };
}

const UNNAMED = localIdentity("StateMachine", "execution");

/**
 * Runs an execution to its end. Returns at once, without a promise, where no JSONata and no asynchronous task comes up in virtual time.
 * Rejects only for bugs and for what a performer throws; a failed execution is a result.
 */
export function runMachine(run: MachineRun): FinishedRun | Promise<FinishedRun> {
  const rng = run.rng ?? seededRng(0);
  const simulation = createSimulation({ perform: run.perform, startTime: run.startTime ?? 0, realTime: run.realTime }, rng);
  const execution: Execution = startExecution(simulation, {
    machine: run.machine,
    identity: run.identity ? { ...UNNAMED, ...run.identity } : UNNAMED,
    input: run.input,
    rng,
    history: new History(run.onEvent),
  });
  const running = settle(simulation.run());
  return running instanceof Promise ? running.then(() => finished(execution)) : finished(execution);
}

function finished({ identity, history, result, startTime, mapRuns }: Execution): FinishedRun {
  if (result === undefined) throw new Error(`Execution ${identity.name} stopped without an end`);
  return { identity, events: history.events, result, startTime, mapRuns };
}
