import type { TaskState } from "../asl/ast.ts";
import { taskIntegration } from "../saga/words/task-integration.ts";

/** What the Lambda service raises for troubles of its own. Source: https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html#bp-lambda-serviceexception */
export const TRANSIENT_ERRORS: readonly string[] = [
  "Lambda.ClientExecutionTimeoutException",
  "Lambda.ServiceException",
  "Lambda.AWSLambdaException",
  "Lambda.SdkClientException",
];

/** Whether the task calls a Lambda function, as far as its Resource tells; a token alone mostly stands for a function's ARN. */
export function callsFunction(state: TaskState): boolean {
  const { kind, service } = taskIntegration(state);
  return kind === "lambda-function" || kind === "unknown" || service === "lambda";
}
