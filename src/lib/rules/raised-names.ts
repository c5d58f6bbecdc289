import type { State, TaskState } from "../asl/ast.ts";
import { STATES_ERRORS } from "../asl/error-names.ts";
import { nearNames } from "../base/near-names.ts";
import { taskIntegration } from "../saga/words/task-integration.ts";
import { TRANSIENT_ERRORS } from "./lambda-errors.ts";

/** Why no error ever has a name, and what to write instead. */
export interface DeadName {
  readonly why: string;
  readonly mend: string;
}

/** How each service's errors begin where it is called by its optimized integration; SDK integrations differ in case only. */
const PREFIXES: Readonly<Record<string, string>> = {
  dynamodb: "DynamoDB.",
  "aws-sdk:dynamodb": "DynamoDb.",
  sns: "SNS.",
  sqs: "SQS.",
  events: "EventBridge.",
};

const SERVICE_PREFIXES: readonly string[] = Object.values(PREFIXES);

/** The Lambda service's own errors by what is left without the prefix; a function may well have a ServiceException of its own. */
const WITH_PREFIX: ReadonlyMap<string, string> = new Map(
  TRANSIENT_ERRORS.map((error): [string, string] => [error.slice("Lambda.".length), error]).filter(([name]) => name !== "ServiceException"),
);

/** Why the state never raises an error of this name; null where it may, as far as can be told. */
export function deadReason(state: State, name: string): DeadName | null {
  if (STATES_ERRORS.has(name)) return deadStatesError(state, name);
  if (/^states?\./i.test(name) && !name.startsWith("States.Http.StatusCode.")) return unknownStatesError(name);
  return state.type === "Task" ? deadInTask(state, name) : null;
}

function deadStatesError(state: State, name: string): DeadName | null {
  if (name === "States.BranchFailed") {
    return { why: "a Parallel fails with the error of its branch, never with this one", mend: "Name the branch's errors, or States.ALL." };
  }
  if (name !== "States.HeartbeatTimeout" || state.type !== "Task" || state.heartbeatSeconds !== undefined) return null;
  return { why: "the task has no HeartbeatSeconds to miss", mend: "Give it HeartbeatSeconds, or remove the name." };
}

function unknownStatesError(name: string): DeadName | null {
  const [near] = nearNames(name, STATES_ERRORS);
  if (near === undefined && !name.startsWith("States.")) return null;
  return { why: "Step Functions has no such error", mend: near === undefined ? "Remove it." : `Did you mean "${near}"?` };
}

function deadInTask(state: TaskState, name: string): DeadName | null {
  const { kind, service, pattern } = taskIntegration(state);
  if (kind === "lambda-function" || (service === "lambda" && pattern === "request-response")) return deadInFunction(name);
  // Who holds a token or works for an activity may name any error; behind a token of the template anything may stand.
  if (kind !== "service" || pattern !== "request-response") return null;
  return deadInService(service, name);
}

/** A function's own errors have any name, so only those that cannot be its own are dead. */
function deadInFunction(name: string): DeadName | null {
  const prefixed = WITH_PREFIX.get(name);
  if (prefixed !== undefined) return { why: 'the Lambda service\'s errors begin with "Lambda."', mend: `Write ${prefixed}.` };
  // Exceptions of some languages have dots in their names, too.
  if (!name.includes(".") || !SERVICE_PREFIXES.some((prefix) => name.startsWith(prefix))) return null;
  return { why: "the task calls a Lambda function, whose errors have the names of its exceptions", mend: "Name the exception." };
}

function deadInService(service: string, name: string): DeadName | null {
  if (name.startsWith("States.")) return null;
  if (name.startsWith("Lambda.") && !service.endsWith("lambda"))
    return { why: "the task does not call a Lambda function", mend: "Name an error of the service, or States.TaskFailed." };
  const prefix = Object.hasOwn(PREFIXES, service) ? PREFIXES[service] : undefined;
  if (prefix !== undefined && !name.startsWith(prefix)) {
    return { why: `the errors of this integration begin with "${prefix}"`, mend: `Write ${prefix}${name.slice(name.indexOf(".") + 1)}.` };
  }
  if (name.includes(".")) return null;
  return {
    why: "the errors of a service begin with its name and a dot",
    mend: "Write the service's name before it, or States.TaskFailed.",
  };
}
