import type { State, TaskState } from "../asl/ast.ts";
import { HTTP_STATUS, STATES_ERRORS } from "../asl/error-names.ts";
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

/** Integrations that hand a message over, and hear no more of it. */
const SENDERS: ReadonlySet<string> = new Set(["sns", "sqs", "events"]);

/**
 * How the errors of calls begin that are answered by a status code.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html#connect-api-gateway-output
 */
const BY_STATUS: Readonly<Record<string, string>> = { http: HTTP_STATUS, apigateway: "ApiGateway." };

const SERVICE_PREFIXES: readonly string[] = Object.values(PREFIXES);

/** The Lambda service's own errors by what is left without the prefix; a function may well have a ServiceException of its own. */
const WITH_PREFIX: ReadonlyMap<string, string> = new Map(
  TRANSIENT_ERRORS.map((error): [string, string] => [error.slice("Lambda.".length), error]).filter(([name]) => name !== "ServiceException"),
);

/** Why the state never raises an error of this name; null where it may, as far as can be told. */
export function deadReason(state: State, name: string): DeadName | null {
  if (STATES_ERRORS.has(name)) return deadStatesError(state, name);
  // What else begins so is for asl/unknown-error-name to tell, and is nobody's own.
  if (name.startsWith("States.")) return null;
  if (/^states?\./i.test(name)) return nearStatesError(name);
  return state.type === "Task" ? deadInTask(state, name) : null;
}

function deadStatesError(state: State, name: string): DeadName | null {
  if (name === "States.BranchFailed") {
    return { why: "a Parallel fails with the error of its branch, never with this one", mend: "Name the branch's errors, or States.ALL." };
  }
  if (name !== "States.HeartbeatTimeout" || state.type !== "Task" || state.heartbeatSeconds !== undefined) return null;
  return { why: "the task has no HeartbeatSeconds to miss", mend: "Give it HeartbeatSeconds, or remove the name." };
}

function nearStatesError(name: string): DeadName | null {
  const [near] = nearNames(name, STATES_ERRORS);
  return near === undefined ? null : { why: "Step Functions has no such error", mend: `Did you mean "${near}"?` };
}

function deadInTask(state: TaskState, name: string): DeadName | null {
  const { kind, service, pattern } = taskIntegration(state);
  if (kind === "lambda-function" || (service === "lambda" && pattern === "request-response")) return deadInFunction(name);
  // Who holds a token or works for an activity may name any error; behind a token of the template anything may stand.
  if (kind !== "service" || pattern === "token") return null;
  return pattern === "request-response" ? deadInService(service, name) : deadInJob(service, name);
}

/** Only what refuses to start a job has a name, of its service; what fails in the job has none here: fixtures/recorded/nested-execution-fails.json */
function deadInJob(service: string, name: string): DeadName | null {
  if (name.includes(".")) return null;
  const job = service === "states" ? "nested execution" : "job";
  return {
    why: `a ${job} that fails is States.TaskFailed here, and its own error stands in the Cause only`,
    mend: "Name States.TaskFailed, and tell the errors apart by their Cause.",
  };
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
  if (name.startsWith("Lambda.") && !service.endsWith("lambda"))
    return { why: "the task does not call a Lambda function", mend: "Name an error of the service, or States.TaskFailed." };
  if (!name.includes(".")) return withoutService(service, name);
  const prefix = prefixOf(service);
  if (prefix === undefined || name.startsWith(prefix)) return null;
  return { why: beginsWith(prefix), mend: `Write ${prefix}${name.slice(name.indexOf(".") + 1)}.` };
}

/** A name that no error of a service has, which may be one of the business. */
function withoutService(service: string, name: string): DeadName {
  const byStatus = Object.hasOwn(BY_STATUS, service) ? BY_STATUS[service] : undefined;
  if (byStatus !== undefined)
    return {
      why: `the call fails with "${byStatus}" and the status code of the answer`,
      mend: `Write ${byStatus}409, or whichever code means it.`,
    };
  const prefix = prefixOf(service);
  if (prefix !== undefined && SENDERS.has(service)) {
    return {
      why: "the task is done once the message is sent, so that no error of a receiver comes back",
      mend: `Name an error of the service itself, which begins with "${prefix}"; or States.TaskFailed.`,
    };
  }
  const isException = name.endsWith("Exception");
  if (prefix !== undefined) {
    return {
      why: beginsWith(prefix),
      mend: isException ? `Write ${prefix}${name}.` : "Name an exception of the service, or States.TaskFailed.",
    };
  }
  return {
    why: "the errors of a service begin with its name and a dot",
    mend: isException
      ? "Write the service's name before it, or States.TaskFailed."
      : "Name an exception of the service, or States.TaskFailed.",
  };
}

function prefixOf(service: string): string | undefined {
  return Object.hasOwn(PREFIXES, service) ? PREFIXES[service] : undefined;
}

function beginsWith(prefix: string): string {
  return `the errors of this integration begin with "${prefix}"`;
}
