import { didYouMean } from "../base/near-names.ts";
import type { ObjectNode } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { TaskState } from "./ast.ts";
import type { ParseContext } from "./parse-context.ts";
import { report, warn } from "./parse-context.ts";
import type { ServiceIntegration } from "./service-integrations.ts";
import { SERVICE_NAMES, serviceIntegration } from "./service-integrations.ts";
import { hasToken, isSymbolic } from "./symbolic.ts";

/** A Resource names a Lambda function, an activity, or a service integration with a pattern that the service knows. */
export function checkResource(context: ParseContext, node: ObjectNode, { resource, integration }: TaskState): void {
  const { value } = memberOf(node, "Resource") ?? {};
  if (value === undefined || isSymbolic(value)) return;
  if (integration.kind === "unknown") {
    const hint = "It is the ARN of a Lambda function or an activity, or arn:aws:states:::service:action.";
    report(context, "invalid-resource", resource.span, `"${resource.value}" is no resource that a Task can call`, hint);
  }
  if (integration.kind === "service") checkService(context, resource, integration);
}

function checkService(
  context: ParseContext,
  { span }: TaskState["resource"],
  { service, action, pattern }: TaskState["integration"],
): void {
  const known = serviceIntegration(service);
  if (known === undefined) {
    // AWS adds services: a new one must not fail a lint.
    const hint = didYouMean(service, SERVICE_NAMES);
    warn(context, "invalid-resource", span, `Step Functions has no optimized integration "${service}"`, hint);
    return;
  }
  const actions = known.actions && Object.keys(known.actions);
  if (actions && !actions.includes(action)) {
    const hint = `${didYouMean(action, actions)} Every other action is called as aws-sdk:${service}:${action}.`;
    report(context, "invalid-resource", span, `The optimized integration ${service} has no action "${action}"`, hint);
  } else if (!hasPattern(known, service, pattern)) {
    const suffix = pattern === "token" ? "waitForTaskToken" : pattern;
    report(
      context,
      "invalid-resource",
      span,
      `${service}:${action} does not know the pattern .${suffix}`,
      `Call ${service}:${action} without it.`,
    );
  }
}

function hasPattern({ sync, token }: ServiceIntegration, service: string, pattern: TaskState["integration"]["pattern"]): boolean {
  switch (pattern) {
    case "request-response":
      return true;
    case "sync":
      return sync;
    case "sync:2":
      return service === "states";
    case "token":
      return token;
  }
}

/** An optimized integration gets the parameters that it cannot do without, as a field or as `field.$`. */
export function checkArguments(context: ParseContext, node: ObjectNode, { integration, nameSpan }: TaskState): void {
  if (integration.kind !== "service") return;
  const { actions = {} } = serviceIntegration(integration.service) ?? {};
  const required = Object.hasOwn(actions, integration.action) ? actions[integration.action] : undefined;
  if (required === undefined) return;
  const [key, foreign] = context.language === "JSONata" ? ["Arguments", "Parameters"] : ["Parameters", "Arguments"];
  // That they are in the other query language was said.
  if (memberOf(node, foreign)) return;
  const given = memberOf(node, key)?.value;
  const call = `${integration.service}:${integration.action}`;
  if (given === undefined) report(context, "missing-arguments", nameSpan, `${call} needs ${key}`, named(required));
  if (given?.type !== "object" || isSymbolic(given) || given.members.some((member) => hasToken(member.key))) return;
  const missing = required.filter((name) => !memberOf(given, name) && !memberOf(given, `${name}.$`));
  for (const name of missing) report(context, "missing-arguments", given.span, `${call} needs the field ${name} in ${key}`);
}

function named(required: readonly string[]): string | undefined {
  return required.length === 0 ? undefined : `At least: ${required.join(", ")}.`;
}
