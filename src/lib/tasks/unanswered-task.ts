import { UserError } from "../base/user-error.ts";
import type { TaskRequest } from "../engine/task.ts";
import { bucketHint, isBucketTask } from "./bucket-task.ts";
import { lambdaFunctionName } from "./lambda-function-name.ts";

/** What is said of a task that would have to be simulated where that is not wanted: whose it is, and the line of saga.config.yaml that answers it. */
export function unansweredTask(request: TaskRequest): UserError {
  return new UserError(
    `Nothing answers the task of state "${request.state}" (${whatItCalls(request)})`,
    `${hintFor(request)} Without --strict-tasks it is simulated.`,
  );
}

function whatItCalls(request: TaskRequest): string {
  const functionName = lambdaFunctionName(request);
  if (functionName !== undefined) return `function ${functionName}`;
  const { kind, service, eventResource } = request.integration;
  return kind === "service" ? `${service}:${eventResource}` : request.resource;
}

function hintFor(request: TaskRequest): string {
  const { kind, pattern, service, action } = request.integration;
  if (isBucketTask(request)) return bucketHint(request);
  if (service === "states" && action === "startExecution") {
    return "Name the machine that it starts, in saga.config.yaml: machines: { NAME: { definition: ./NAME.asl.json } }.";
  }
  const functionName = lambdaFunctionName(request);
  // Whoever has a task token answers later than the function that is given it.
  const callsFunction = functionName !== undefined && pattern !== "token";
  const key = JSON.stringify(callsFunction || kind === "lambda-function" ? functionName : request.state);
  const answer = callsFunction ? `{ module: ./${functionName}.js }` : "{ return: {} }";
  return `Say what does, in saga.config.yaml: tasks: { ${key}: ${answer} }.`;
}
