import type { DeployReport, DeployStep, VerifiedExecution } from "../runs/deploy/deploy-report.ts";
import { printable } from "./printable.ts";
import type { Layout, Paint } from "./text-style.ts";

/** One thing that was done, as a line. */
export function deployStepText(step: DeployStep, { paint }: Layout): string {
  switch (step.type) {
    case "created":
    case "updated":
      return `${paint.green(step.type === "created" ? "Created" : "Updated")} ${printable(step.stateMachineArn)}`;
    case "published":
      return `${paint.green("Published")} version ${lastPart(step.versionArn)}`;
    case "verified":
      return verifiedText(step.execution, paint);
    case "routed":
      return `${paint.green("Routed")} ${printable(routingText(step))}`;
    case "stepped-back":
      return `${paint.red("Stepped back")} ${printable(routingText(step))}`;
  }
}

/** What a deployment came to, and what to do next; ends with a newline. `next` is a command. */
export function deploySummaryText(report: DeployReport, next: string, { paint }: Layout): string {
  const { failures } = report;
  const lines = failures.length === 0 ? [] : [paint.red("Not good:"), ...failures.map((failure) => `  ${printable(failure)}`)];
  return [...lines, paint.dim(`Next: ${printable(next)}`), ""].join("\n");
}

/** What was done before a deployment ended early, what may have been done, and how to go on or back; empty where nothing was. `flags` are those that lead the AWS CLI to the endpoint. */
export function deployStateText(steps: readonly DeployStep[], open: string | undefined, flags: readonly string[]): string {
  const done = steps.flatMap((step) => (step.type === "verified" ? [] : [doneText(step)]));
  const lines = [
    ...(done.length === 0 ? [] : [`Done: ${done.join("; ")}.`]),
    ...(open === undefined ? [] : [`Begun, and perhaps done: ${open}.`]),
    ...(done.length === 0 && open === undefined ? [] : ["Go on by repeating the command: it starts from what it finds."]),
    ...backLines(steps, flags),
  ];
  return lines.map((line) => `${printable(line)}\n`).join("");
}

function doneText(step: Exclude<DeployStep, { type: "verified" }>): string {
  switch (step.type) {
    case "created":
    case "updated":
      return `${step.type} ${step.stateMachineArn}`;
    case "published":
      return `published version ${lastPart(step.versionArn)}`;
    case "routed":
    case "stepped-back":
      return `routed ${routingText(step)}`;
  }
}

/** Where two versions share an alias, the command that ends that. */
function backLines(steps: readonly DeployStep[], flags: readonly string[]): readonly string[] {
  const last = steps.findLast(isRouting);
  const [, stable] = last?.routes ?? [];
  if (last === undefined || stable === undefined) return [];
  const routing = `--routing-configuration stateMachineVersionArn=${stable.versionArn},weight=100`;
  const command = `aws stepfunctions update-state-machine-alias --state-machine-alias-arn ${last.aliasArn} ${routing}`;
  return [`Go back by: ${[command, ...flags].join(" ")}`];
}

type Routing = Extract<DeployStep, { type: "routed" | "stepped-back" }>;

function isRouting(step: DeployStep): step is Routing {
  return step.type === "routed" || step.type === "stepped-back";
}

function verifiedText({ executionArn, outcome, failures }: VerifiedExecution, paint: Paint): string {
  const tone = failures.length === 0 ? paint.green : paint.red;
  return `Verified ${printable(executionArn)}: ${tone(outcome)}`;
}

function routingText({ aliasArn, routes }: Routing): string {
  return `${lastPart(aliasArn)}: ${routes.map(({ versionArn, weight }) => `${weight} % to version ${lastPart(versionArn)}`).join(", ")}`;
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf(":") + 1);
}
