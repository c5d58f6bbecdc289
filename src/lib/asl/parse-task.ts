import type { ObjectNode } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { TaskState } from "./ast.ts";
import { checkArguments } from "./check-arguments.ts";
import { checkResource } from "./check-resource.ts";
import { integrationOf } from "./integration.ts";
import type { ParseContext } from "./parse-context.ts";
import { report } from "./parse-context.ts";
import { textField } from "./parse-field.ts";
import { computedNumberField, templateField } from "./parse-template.ts";
import { parseWork } from "./parse-work.ts";
import type { StateBase } from "./state-base.ts";

const SECONDS = { min: 1, max: 99_999_999, integer: true };

/** A Task; undefined where nothing says what it calls. */
export function parseTask(context: ParseContext, node: ObjectNode, base: StateBase): TaskState | undefined {
  const resource = textField(context, node, "Resource");
  if (resource === undefined) {
    if (!memberOf(node, "Resource")) report(context, "schema", base.nameSpan, `Task "${base.name}" needs a Resource`);
    return undefined;
  }
  const { name, nameSpan, span, comment, queryLanguage } = base;
  const work = parseWork(context, node);
  const task: TaskState = {
    name,
    nameSpan,
    span,
    comment,
    queryLanguage,
    type: "Task",
    inputPath: work.inputPath,
    outputPath: work.outputPath,
    output: work.output,
    assign: work.assign,
    next: work.next,
    end: work.end,
    arguments: work.arguments,
    resultSelector: work.resultSelector,
    resultPath: work.resultPath,
    retry: work.retry,
    catch: work.catch,
    resource,
    integration: integrationOf(resource.value),
    timeoutSeconds: computedNumberField(context, node, "TimeoutSeconds", "TimeoutSecondsPath", SECONDS),
    heartbeatSeconds: computedNumberField(context, node, "HeartbeatSeconds", "HeartbeatSecondsPath", SECONDS),
    credentials: templateField(context, node, "Credentials"),
  };
  checkHeartbeat(context, node, task);
  checkResource(context, node, task);
  checkArguments(context, node, task);
  if (task.credentials !== undefined) checkCredentials(context, node, task);
  return task;
}

/** https://states-language.net/spec.html#task-state: a heartbeat that comes no sooner than the timeout is never missed. */
function checkHeartbeat(
  context: ParseContext,
  node: ObjectNode,
  { timeoutSeconds: timeout, heartbeatSeconds: heartbeat }: TaskState,
): void {
  if (timeout?.type !== "literal" || heartbeat?.type !== "literal") return;
  const { value } = memberOf(node, "HeartbeatSeconds") ?? {};
  if (value === undefined || Number(heartbeat.value) < Number(timeout.value)) return;
  const message = `HeartbeatSeconds (${Number(heartbeat.value)}) must be smaller than TimeoutSeconds (${Number(timeout.value)})`;
  report(context, "schema", value, message);
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html */
function checkCredentials(context: ParseContext, node: ObjectNode, { integration }: TaskState): void {
  const credentials = memberOf(node, "Credentials");
  if (credentials === undefined) return;
  const { value } = credentials;
  if (integration.kind === "activity") report(context, "schema", credentials, "A Task that calls an activity cannot have Credentials");
  if (value.type === "object" && value.members.length > 0 && !memberOf(value, "RoleArn") && !memberOf(value, "RoleArn.$"))
    report(context, "schema", value, "Credentials need a RoleArn");
}
