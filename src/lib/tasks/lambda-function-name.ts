import { isObject, member } from "../base/json.ts";
import type { TaskRequest } from "../engine/task.ts";

/** Where functions seem to live that are known by name only. */
const ACCOUNT = "arn:aws:lambda:us-east-1:123456789012";

/**
 * The name of the function that a task invokes: what follows `:function:` in its ARN, without version or alias; where only a token
 * says which (`${ChargeFunction.Arn}`), the name in it. Undefined where the task invokes none.
 */
export function lambdaFunctionName(request: TaskRequest): string | undefined {
  const function_ = functionReference(request);
  if (function_ === undefined) return undefined;
  const [, afterArn = function_] = /(?:^|:)function:(.+)$/s.exec(function_) ?? [];
  const [, unqualified = afterArn] = /^([^:]+):[^:]+$/.exec(afterArn) ?? [];
  const [, hidden = unqualified] = /^\$\{([^{}]+?)(?:\.Arn)?\}$/.exec(unqualified) ?? [];
  return hidden;
}

/** The ARN that the invoked function sees in its context; undefined where the task invokes none. */
export function invokedFunctionArn(request: TaskRequest): string | undefined {
  const function_ = functionReference(request);
  if (function_ === undefined || function_.startsWith("arn:")) return function_;
  return `${ACCOUNT}:function:${lambdaFunctionName(request)}`;
}

/** ARN, partial ARN or name, as the definition has it. */
function functionReference({ integration, resource, parameters }: TaskRequest): string | undefined {
  if (integration.kind === "lambda-function") return resource;
  if (integration.service !== "lambda" || !isObject(parameters)) return undefined;
  const name = member(parameters, "FunctionName");
  return typeof name === "string" ? name : undefined;
}
