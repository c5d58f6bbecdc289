import { spanOf } from "../base/span.ts";
import type { Template } from "../expr/template.ts";
import type { ObjectNode } from "../source/node.ts";
import { memberOf, valueOf } from "../source/node.ts";
import type { TaskState } from "./ast.ts";
import { checkArguments } from "./check-arguments.ts";
import { checkResource } from "./check-resource.ts";
import { integrationOf } from "./integration.ts";
import type { ParseContext } from "./parse-context.ts";
import { report } from "./parse-context.ts";
import { textField } from "./parse-field.ts";
import { computedNumberField, payloadField } from "./parse-template.ts";
import { parseWork } from "./parse-work.ts";
import type { StateBase } from "./state-base.ts";
import { isSymbolic } from "./symbolic.ts";

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
    retryUnread: work.retryUnread,
    catch: work.catch,
    resource,
    integration: integrationOf(resource.value),
    timeoutSeconds: limitField(context, node, "TimeoutSeconds"),
    heartbeatSeconds: limitField(context, node, "HeartbeatSeconds"),
    credentials: payloadField(context, node, "Credentials"),
  };
  checkHeartbeat(context, node, task);
  checkResource(context, node, task);
  checkArguments(context, node, task);
  if (task.credentials !== undefined) checkCredentials(context, node, task);
  return task;
}

/** What deployment fills in is a limit, too, whatever it will be. */
function limitField(context: ParseContext, node: ObjectNode, key: "TimeoutSeconds" | "HeartbeatSeconds"): Template | undefined {
  const limit = computedNumberField(context, node, key, `${key}Path`, SECONDS);
  const value = limit === undefined ? memberOf(node, key)?.value : undefined;
  return value !== undefined && isSymbolic(value) ? { type: "literal", value: valueOf(value), span: spanOf(value) } : limit;
}

/** https://states-language.net/spec.html#task-state: a heartbeat that comes no sooner than the timeout is never missed. */
function checkHeartbeat(
  context: ParseContext,
  node: ObjectNode,
  { timeoutSeconds: timeout, heartbeatSeconds: heartbeat }: TaskState,
): void {
  const [most, beat] = [numberIn(timeout), numberIn(heartbeat)];
  const { value } = memberOf(node, "HeartbeatSeconds") ?? {};
  if (value === undefined || most === undefined || beat === undefined || beat < most) return;
  const message = `HeartbeatSeconds (${beat}) must be smaller than TimeoutSeconds (${most})`;
  report(context, "schema", value, message);
}

function numberIn(template: Template | undefined): number | undefined {
  return template?.type === "literal" && typeof template.value === "number" ? template.value : undefined;
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
