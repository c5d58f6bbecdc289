import { didYouMean, nearNames } from "../base/near-names.ts";
import type { ObjectNode } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { TaskState } from "./ast.ts";
import type { ParseContext } from "./parse-context.ts";
import { report, warn } from "./parse-context.ts";
import { sdkServiceName } from "./sdk-services.ts";
import type { ServiceIntegration } from "./service-integrations.ts";
import { SERVICE_NAMES, serviceIntegration } from "./service-integrations.ts";
import { isSymbolic } from "./symbolic.ts";

/** A Resource names a Lambda function, an activity, or a service integration with a pattern that the service knows. */
export function checkResource(context: ParseContext, node: ObjectNode, { resource, integration }: TaskState): void {
  const { value } = memberOf(node, "Resource") ?? {};
  if (value === undefined || isSymbolic(value)) return;
  const { kind, service } = integration;
  if (kind === "unknown" || Object.hasOwn(NO_SERVICES, service) || (kind !== "service" && !CALLED_BY_ARN.test(resource.value))) {
    const hint = NO_SERVICES[service] ?? "It is the ARN of a Lambda function or an activity, or arn:aws:states:::service:action.";
    report(context, "invalid-resource", resource.span, `"${resource.value}" is no resource that a Task can call`, hint);
  } else if (kind === "service") checkService(context, resource, integration);
}

/** A function or an activity has a name, and needs more than that. */
const CALLED_BY_ARN = /^arn:.*:(?:function|activity):./;

/** What people take for a service, and how it is called. */
const NO_SERVICES: Readonly<Record<string, string>> = {
  stateMachine: "Start it by arn:aws:states:::states:startExecution, with its ARN as StateMachineArn.",
  "aws-sdk": "Name the service and the action, as aws-sdk:s3:getObject.",
};

function checkService(context: ParseContext, { span }: TaskState["resource"], integration: TaskState["integration"]): void {
  const { service, action } = integration;
  const known = serviceIntegration(service.toLowerCase());
  if (known === undefined) {
    // AWS adds services: a new one must not fail a lint. Of three letters two make another service.
    const isNear = service.length > 3 && nearNames(service, SERVICE_NAMES).length > 0;
    const near = isNear ? `${didYouMean(service, SERVICE_NAMES)} ` : "";
    const hint = `${near}Every other service is called as ${writtenRight(`aws-sdk:${service}`, action)}.`;
    warn(context, "invalid-resource", span, `Step Functions has no optimized integration "${service}"`, hint);
    return;
  }
  const problem = problemOf(known, integration);
  if (problem !== undefined) report(context, "invalid-resource", span, problem.message, problem.hint);
}

const PATTERNS = ["sync", "sync:2", "waitForTaskToken"];

function problemOf(
  known: ServiceIntegration,
  { service, action, pattern }: TaskState["integration"],
): { readonly message: string; readonly hint: string } | undefined {
  const dot = action.indexOf(".");
  if (dot !== -1) {
    const name = action.slice(dot + 1);
    return { message: `There is no integration pattern .${name}`, hint: didYouMean(name, PATTERNS) };
  }
  const actions = known.actions && Object.keys(known.actions);
  if (actions && !actions.includes(action)) {
    const others = known.sdk === undefined ? "" : ` Every other action is called as aws-sdk:${known.sdk}:${action}.`;
    return { message: `The optimized integration ${service} has no action "${action}"`, hint: `${didYouMean(action, actions)}${others}` };
  }
  const call = `${service}:${action}`;
  const right = writtenRight(service, action);
  if (call !== right) {
    const message = `${call} is no action: services have the SDK's names in small letters, and actions begin with one`;
    return { message, hint: `Write ${right}.` };
  }
  if (hasPattern(known, { service, action, pattern })) return undefined;
  const suffix = pattern === "token" ? "waitForTaskToken" : pattern;
  return { message: `${call} does not know the pattern .${suffix}`, hint: `Call ${call} without it.` };
}

function writtenRight(service: string, action: string): string {
  const [, name] = service.split("aws-sdk:");
  const right = name === undefined ? service.toLowerCase() : `aws-sdk:${sdkServiceName(name)}`;
  return `${right}:${action.slice(0, 1).toLowerCase()}${action.slice(1)}`;
}

function hasPattern(
  { sync, token }: ServiceIntegration,
  { service, action, pattern }: Pick<TaskState["integration"], "service" | "action" | "pattern">,
): boolean {
  switch (pattern) {
    case "request-response":
      return true;
    case "sync":
      return typeof sync === "boolean" ? sync : sync.includes(action);
    case "sync:2":
      return service === "states";
    case "token":
      return token;
  }
}
