import { randomUUID } from "node:crypto";
import type { JsonValue } from "../../base/json.ts";
import type { Rng } from "../../base/ports.ts";
import { redriveExecution, stopExecution } from "../../engine/start-execution.ts";
import type { TaskReply, TaskRequest } from "../../engine/task.ts";
import type { Failure } from "../../history/event.ts";
import type { TaskAnswers, TaskSources } from "../../tasks/perform-tasks.ts";
import { ApiError } from "../embedded/api-error.ts";
import { redriveStatus } from "../embedded/describe-execution.ts";
import type { ExecutionRecord } from "../embedded/execution-record.ts";
import { sameExecution } from "../embedded/execution-record.ts";
import type { RunnableMachine } from "../embedded/runnable-machine.ts";
import { executionArn } from "../embedded/runnable-machine.ts";
import type { TaskTokens } from "../embedded/task-tokens.ts";
import { createTaskTokens } from "../embedded/task-tokens.ts";
import type { ActivityQueues } from "./activity-queues.ts";
import { createActivityQueues } from "./activity-queues.ts";
import type { StepFunctionsPorts } from "./ask-step-functions.ts";
import { askStepFunctions } from "./ask-step-functions.ts";
import type { ArchiveLimits } from "./execution-archive.ts";
import { ExecutionArchive } from "./execution-archive.ts";
import { createFamilies } from "./execution-families.ts";
import type { ExecutionTree, WorldTime } from "./execution-tree.ts";
import { countStart, openTree } from "./execution-tree.ts";

/** What a world is made of. */
export interface WorldOptions {
  readonly time: WorldTime;
  readonly rng: Rng;
  /** Answers the tasks of one execution and of its Map runs' children; what it leaves to Step Functions and to task tokens comes from the world. */
  readonly answer: (machine: RunnableMachine, world: Pick<TaskSources, "stepFunctions" | "callback">) => TaskAnswers;
  /** The machine that a nested execution names; an ApiError where there is none. */
  readonly findMachine: (reference: string) => RunnableMachine;
  readonly hasActivity: (arn: string) => boolean;
  /** Performs what tasks ask of the API by the SDK; undefined for any other task. */
  readonly callApi?: (task: TaskRequest) => Promise<TaskReply> | undefined;
  readonly limits?: ArchiveLimits;
  /** Told of every execution that runs from now on, children and redriven ones included. */
  readonly onStart?: (record: ExecutionRecord) => void;
  readonly onEnd?: (record: ExecutionRecord) => void;
  readonly onForget?: (record: ExecutionRecord) => void;
  /** Gets what should never be thrown; the executions that it met are stopped. */
  readonly onBug: (error: unknown) => void;
}

/** What one execution is started with. */
export interface WorldStart {
  readonly machine: RunnableMachine;
  /** Made up without it. */
  readonly name?: string | undefined;
  readonly input: JsonValue;
  /** The input as it was given; written anew without it. */
  readonly inputText?: string;
  readonly traceHeader?: string | undefined;
  readonly onEnd?: (record: ExecutionRecord) => void;
}

/** Executions that run side by side in this process for as long as it lives, on the embedded engine. */
export interface World {
  readonly executions: ExecutionArchive;
  readonly tokens: TaskTokens;
  readonly activities: ActivityQueues;
  readonly now: () => number;
  /** What answers the tasks of a machine that runs outside the world. */
  readonly answer: (machine: RunnableMachine) => TaskAnswers;
  /** Starts an execution, or finds the one that the same request started before; an ApiError where the name is taken. */
  readonly start: (start: WorldStart) => ExecutionRecord;
  /** Goes on with an execution that failed; gives the moment, ms since the epoch. An ApiError where it cannot. */
  readonly redrive: (record: ExecutionRecord) => number;
  /** Stops an execution if it runs; gives the moment of its end, ms since the epoch. */
  readonly stop: (record: ExecutionRecord, failure: Failure) => number;
  /** Stops everything that runs. */
  readonly close: () => void;
}

/** What a world keeps of finished executions where nothing else is said. */
const DEFAULT_LIMITS: ArchiveLimits = { executions: 10_000, events: 250_000 };

/** A world without executions. */
export function openWorld(options: WorldOptions): World {
  const { time, rng } = options;
  const executions = new ExecutionArchive(options.limits ?? DEFAULT_LIMITS, (record) => options.onForget?.(record));
  const families = createFamilies(executions, rng, options);
  const tokens = createTaskTokens();
  const activities = createActivityQueues(tokens);

  function start(request: WorldStart, parent?: ExecutionTree): ExecutionRecord {
    const { machine } = request;
    const name = request.name ?? randomUUID();
    const arn = executionArn(machine, name);
    const inputText = request.inputText ?? JSON.stringify(request.input);
    const known = executions.get(arn);
    if (known !== undefined) return families.listenTo(sameExecution(known, inputText), request.onEnd);
    const tree = parent ?? openTree(time, rng, bug);
    countStart(tree);
    const answers = answerIn(tree, machine);
    const record = families.listenTo(families.begin({ ...request, arn, name, inputText, tree, answers }), request.onEnd);
    if (parent === undefined) tree.drive();
    return record;

    function bug(error: unknown): void {
      options.onBug(error);
      const cause = "saga-cli stopped the execution because of an error of its own; its standard error says more.";
      for (const met of executions.all()) if (families.treeOf(met) === tree) stop(met, { error: "States.Runtime", cause });
    }
  }

  function answerIn(tree: ExecutionTree | undefined, machine: RunnableMachine): TaskAnswers {
    const ports = stepFunctionsIn(tree);
    return options.answer(machine, { stepFunctions: (task) => askStepFunctions(task, ports), callback });
  }

  function stop(record: ExecutionRecord, failure: Failure): number {
    const { execution } = record;
    if (execution === undefined || record.result !== undefined) return record.result?.stopTime ?? time.clock.now();
    stopExecution(execution, failure);
    return execution.result?.stopTime ?? time.clock.now();
  }

  function redrive(record: ExecutionRecord): number {
    const { execution } = record;
    const { redriveStatus: status, redriveStatusReason: reason } = redriveStatus(record, time.clock.now());
    const tree = families.treeOf(record);
    if (execution === undefined || tree === undefined || status !== "REDRIVABLE")
      throw new ApiError("ExecutionNotRedrivable", reason ?? `Execution is ${status}`);
    const unfinished = families.of(record).filter(({ result }) => result?.status !== "SUCCEEDED");
    for (const again of unfinished) executions.reopen(again);
    const at = tree.simulation.now();
    record.redriveTime = at;
    redriveExecution(execution);
    for (const again of unfinished) options.onStart?.(again);
    tree.drive();
    return at;
  }

  function stepFunctionsIn(tree: ExecutionTree | undefined): StepFunctionsPorts {
    return {
      hasActivity: options.hasActivity,
      callApi: options.callApi,
      start: ({ reference, ...rest }) => start({ ...rest, machine: options.findMachine(reference) }, tree),
      stop: (child) => void stop(child, {}),
      isElsewhere: (child) => tree === undefined || families.treeOf(child) !== tree,
      tokens,
      now: () => tree?.simulation.now() ?? time.clock.now(),
    };
  }

  function callback(task: TaskRequest): ReturnType<NonNullable<TaskSources["callback"]>> {
    return task.integration.kind === "activity" ? activities.schedule(task) : tokens.open(task.taskToken);
  }

  return {
    executions,
    tokens,
    activities,
    now: () => time.clock.now(),
    answer: (machine) => answerIn(undefined, machine),
    start: (request) => start(request),
    redrive,
    stop,
    close() {
      for (const record of executions.all()) stop(record, {});
    },
  };
}
