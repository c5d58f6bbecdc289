import type { JsonValue } from "../base/json.ts";
import type { DynamoDb } from "../data/dynamodb.ts";
import type { TaskChannel, TaskOutcome, TaskPerformer, TaskReply, TaskRequest } from "../engine/task.ts";
import type { Buckets } from "./bucket-task.ts";
import { isBucketTask, performOnBucket } from "./bucket-task.ts";
import { runCommand } from "./command-handler.ts";
import { isDynamoDbTask, performDynamoDb } from "./dynamodb-task.ts";
import type { HandlerPool } from "./handler-pool.ts";
import { callsHttp, httpAnswer, httpOutcome } from "./http-answer.ts";
import { invokeOverHttp } from "./http-handler.ts";
import { lambdaEnvelope, lambdaEvent } from "./lambda-envelope.ts";
import { invokedFunctionArn, lambdaFunctionName } from "./lambda-function-name.ts";
import type { OutboxMessage } from "./outbox.ts";
import { publish } from "./outbox-task.ts";
import { simulatedOutput } from "./simulated-task.ts";
import type { TaskBinding } from "./task-binding.ts";
import { deadlineOf } from "./task-deadline.ts";
import { taskUuid } from "./task-id.ts";
import { unansweredTask } from "./unanswered-task.ts";

/** What tasks are answered with. Whoever makes these closes them. */
export interface TaskSources {
  /** A mock file's answer, which comes before everything else. */
  readonly mock?: (request: TaskRequest) => TaskReply | undefined;
  /** What the person says answers a task. */
  readonly resolve: (request: TaskRequest) => TaskBinding | undefined;
  /** Runs `module:` handlers; started already. Opened only for a task that needs it. */
  readonly pool: () => HandlerPool;
  /** Where `command:` handlers run. */
  readonly commands: {
    readonly cwd: string;
    readonly environment: Readonly<Record<string, string>>;
    readonly onLog: (line: string) => void;
  };
  /** Performs DynamoDB integrations; asked only by a task that needs it. */
  readonly dynamodb: () => Promise<DynamoDb>;
  /** Performs what a task asks of Step Functions itself (nested executions), and leaves every other task to others (undefined). */
  readonly stepFunctions?: (request: TaskRequest) => TaskReply | Promise<TaskReply> | undefined;
  /** Where somebody outside will answer a task token or an activity; simulated without it. */
  readonly callback?: (request: TaskRequest) => TaskChannel;
  /** Folders that stand for S3 buckets. */
  readonly buckets?: Buckets;
  /** A task that nothing answers is a UserError instead of being simulated. */
  readonly strict?: boolean;
  /** Changes the output of a simulated task, so that a Choice that tests it takes the way to success. */
  readonly adaptSimulated?: (request: TaskRequest, output: JsonValue) => JsonValue;
  /** Fires when nothing is to happen any more: programs that run are stopped, and no task is performed or answered. */
  readonly closed?: AbortSignal;
}

/** A performer for the engine, and what it has done so far. */
export interface TaskAnswers {
  readonly perform: TaskPerformer;
  /** What tasks published, in the order in which they were scheduled. */
  readonly outbox: readonly OutboxMessage[];
  /** States whose result the tool made up. */
  readonly simulated: ReadonlySet<string>;
}

/** Answers tasks by the first that fits: mock, the person's binding, an integration that the tool performs, simulation (docs/run.md#what-answers-the-tasks). Replies are synchronous where nothing is waited for. */
export function createTaskPerformer(sources: TaskSources): TaskAnswers {
  const outbox: OutboxMessage[] = [];
  const simulated = new Set<string>();

  const perform: TaskPerformer = (request, signal) => {
    if (sources.closed?.aborted) return unanswered();
    const mocked = sources.mock?.(request);
    if (mocked !== undefined) return mocked;
    const binding = sources.resolve(request);
    if (binding !== undefined) return answerBound(request, binding, signal);
    const nested = sources.stepFunctions?.(request);
    if (nested !== undefined) return nested;
    if (isDynamoDbTask(request)) return sources.dynamodb().then((db) => performDynamoDb(request, db));
    const stored = isBucketTask(request) ? performOnBucket(request, sources.buckets ?? {}) : undefined;
    if (stored !== undefined) return stored;
    const published = publish(request);
    if (published !== undefined) {
      outbox.push(...published.messages);
      return published.outcome.type === "succeeded" ? submitted(request, published.outcome.output) : refused(request, published.outcome);
    }
    if (request.integration.kind === "activity" && sources.callback) return { type: "elsewhere", channel: sources.callback(request) };
    return submitted(request, simulate(request, simulatedOutput(request)));
  };

  function answerBound(request: TaskRequest, binding: TaskBinding, signal: AbortSignal): TaskReply | Promise<TaskReply> {
    const answered = (outcome: TaskOutcome): TaskReply => {
      const ended = inEnvelope(request, outcome);
      return ended.type === "succeeded" ? submitted(request, ended.output) : ended;
    };
    switch (binding.type) {
      case "return":
        return bound(request, succeeded(binding.value));
      case "throw":
        return bound(request, { type: "failed", error: binding.error, ...(binding.cause !== undefined && { cause: binding.cause }) });
      case "module":
      case "command":
      case "http":
        return callHandler(sources, request, binding, signal).then((outcome) =>
          sources.closed?.aborted ? unanswered() : answered(outcome),
        );
    }
  }

  /** What a service says at once, and what it says in the end. */
  function submitted(request: TaskRequest, output: JsonValue): TaskReply {
    switch (request.integration.pattern) {
      case "request-response":
        return succeeded(output);
      case "sync":
      case "sync:2":
        return { type: "submitted", output, outcome: succeeded(output) };
      case "token": {
        const outcome = sources.callback?.(request) ?? succeeded(simulate(request, lambdaEvent(request)));
        return { type: "submitted", output, outcome };
      }
    }
  }

  function simulate(request: TaskRequest, output: JsonValue): JsonValue {
    if (sources.strict) throw unansweredTask(request);
    simulated.add(request.state);
    return sources.adaptSimulated?.(request, output) ?? output;
  }

  return { perform, outbox, simulated };
}

/** Whoever waits for it goes no further: a rollback must not begin because the person has interrupted. */
function unanswered(): Promise<never> {
  return new Promise(() => {});
}

function succeeded(output: JsonValue): TaskOutcome {
  return { type: "succeeded", output };
}

/** `return:` and `throw:` say how the task ends, whatever its pattern: with a task token they stand for the callback. */
function bound(request: TaskRequest, outcome: TaskOutcome): TaskReply {
  if (request.integration.pattern !== "request-response") return { type: "submitted", output: simulatedOutput(request), outcome };
  return inEnvelope(request, outcome);
}

/** What the service that the task calls makes of a handler's result. */
function inEnvelope(request: TaskRequest, outcome: TaskOutcome): TaskOutcome {
  if (outcome.type !== "succeeded") return outcome;
  return callsHttp(request) ? httpOutcome(httpAnswer(outcome.output)) : succeeded(lambdaEnvelope(request, outcome.output));
}

/** A service that says no to a task that somebody else is to answer has not even taken it. */
function refused({ integration }: TaskRequest, outcome: Extract<TaskOutcome, { type: "failed" }>): TaskOutcome {
  return integration.pattern === "request-response" ? outcome : { ...outcome, phase: "submit" };
}

type HandlerBinding = Exclude<TaskBinding, { readonly type: "return" | "throw" }>;

async function callHandler(
  sources: TaskSources,
  request: TaskRequest,
  binding: HandlerBinding,
  unwanted: AbortSignal,
): Promise<TaskOutcome> {
  const signal = sources.closed === undefined ? unwanted : AbortSignal.any([unwanted, sources.closed]);
  const event = lambdaEvent(request);
  const requestId = taskUuid(request, "request");
  const functionName = lambdaFunctionName(request) ?? request.state;
  const deadline = deadlineOf(request, binding.timeoutSeconds, requestId);
  switch (binding.type) {
    case "module": {
      const { file, export: name, timeoutSeconds } = binding;
      const functionArn = invokedFunctionArn(request) ?? request.resource;
      const invocation = { file, export: name, event: JSON.stringify(event), functionName, functionArn, requestId, timeoutSeconds };
      return sources.pool().invoke(invocation, deadline, signal);
    }
    case "command": {
      const { cwd, onLog } = sources.commands;
      const environment = { ...sources.commands.environment, AWS_LAMBDA_FUNCTION_NAME: functionName };
      const log = (line: string): void => onLog(`${functionName} | ${line}`);
      return runCommand({ command: binding.command, cwd, environment, event, requestId, onLog: log }, deadline, signal);
    }
    case "http":
      return invokeOverHttp({ url: binding.url, event, requestId }, deadline, signal);
  }
}
