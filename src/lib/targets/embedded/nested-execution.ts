import type { JsonObject, JsonValue } from "../../base/json.ts";
import { isObject, member, objectOf } from "../../base/json.ts";
import type { TaskOutcome, TaskReply, TaskRequest } from "../../engine/task.ts";
import { sdkMetadata } from "../../tasks/sdk-metadata.ts";
import { taskUuid } from "../../tasks/task-id.ts";
import { ApiError } from "./api-error.ts";
import { describeExecution } from "./describe-execution.ts";
import type { ExecutionRecord } from "./execution-record.ts";
import type { TaskTokens } from "./task-tokens.ts";

/** What a nested execution is started with. */
export interface ChildStart {
  readonly reference: string;
  readonly name: string | undefined;
  readonly input: JsonValue;
  readonly onEnd: (child: ExecutionRecord) => void;
}

/** What nested executions need of the world. */
export interface ChildPorts {
  readonly start: (start: ChildStart) => ExecutionRecord;
  readonly stop: (child: ExecutionRecord) => void;
  /** Whether the child runs on a clock of its own. */
  readonly isElsewhere: (child: ExecutionRecord) => boolean;
  readonly tokens: TaskTokens;
  readonly now: () => number;
}

/** Whether a task is `states:startExecution`, with any pattern. */
export function isNestedExecution({ integration }: TaskRequest): boolean {
  return integration.service === "states" && integration.action === "startExecution";
}

/**
 * Starts the execution that a `states:startExecution` task asks for. With `.sync` the task ends as the child does: what
 * DescribeExecution says of it is the result, or the cause of a States.TaskFailed; a child that nobody waits for any more is stopped.
 */
export function startNested(request: TaskRequest, { start, stop, isElsewhere, tokens, now }: ChildPorts): TaskReply {
  const parameters = isObject(request.parameters) ? request.parameters : {};
  const reference = text(parameters, "StateMachineArn") ?? "";
  const { pattern } = request.integration;
  let child: ExecutionRecord;
  let onEnd = (_child: ExecutionRecord): void => {};
  try {
    const input = member(parameters, "Input");
    child = start({ reference, name: text(parameters, "Name"), input: nestedInput(input), onEnd: (ended) => onEnd(ended) });
  } catch (error) {
    if (error instanceof ApiError) return refused(request, error);
    throw error;
  }
  const output = started(request, child);
  if (pattern === "request-response") return { type: "succeeded", output };
  if (pattern === "token") return { type: "submitted", output, outcome: tokens.open(request.taskToken) };
  const channel = tokens.open(request.taskToken, { outside: isElsewhere(child), onEnd: () => stop(child) });
  onEnd = (ended) => channel.messages.post(outcomeOf(ended, pattern === "sync:2", now()));
  if (child.result !== undefined) onEnd(child);
  return { type: "submitted", output, outcome: channel };
}

/** Text is taken for the JSON that StartExecution wants. */
function nestedInput(input: JsonValue | undefined): JsonValue {
  if (typeof input !== "string") return input ?? {};
  try {
    return JSON.parse(input) as JsonValue;
  } catch {
    throw new ApiError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${input.slice(0, 100)}'`);
  }
}

function started(request: TaskRequest, { arn, startTime }: ExecutionRecord): JsonObject {
  const answer = { ExecutionArn: arn, StartDate: startTime };
  const headers = {
    connection: "keep-alive",
    "Content-Length": String(Buffer.byteLength(JSON.stringify(answer))),
    "Content-Type": "application/x-amz-json-1.0",
  };
  return { ...answer, ...sdkMetadata(request, headers) };
}

function outcomeOf(child: ExecutionRecord, asJson: boolean, now: number): TaskOutcome {
  const described = capitalised(describeExecution(child, now, (time) => time));
  if (child.result?.status !== "SUCCEEDED") return { type: "failed", error: "States.TaskFailed", cause: JSON.stringify(described) };
  const output = asJson ? { ...described, Input: JSON.parse(child.input) as JsonValue, Output: child.result.output } : described;
  return { type: "succeeded", output };
}

/** As recorded on AWS: names in PascalCase and in the order of the alphabet. */
function capitalised(described: JsonObject): JsonObject {
  const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
  const entries = Object.entries(described).map(([name, value]) => [capital(name), isObject(value) ? capitalised(value) : value] as const);
  return objectOf(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function refused(request: TaskRequest, { type, message }: ApiError): TaskOutcome {
  const details = `Service: AWSStepFunctions; Status Code: 400; Error Code: ${type}; Request ID: ${taskUuid(request, "request")}; Proxy: null`;
  return { type: "failed", error: `StepFunctions.${type.replace(/Exception$/, "")}Exception`, cause: `${message} (${details})` };
}

function text(parameters: JsonObject, name: string): string | undefined {
  const value = member(parameters, name);
  return typeof value === "string" ? value : undefined;
}
