import { EXIT } from "../lib/base/user-error.ts";
import { deployJson, refusedJson } from "../lib/reporters/deploy-json.ts";
import { deployPlanText } from "../lib/reporters/deploy-plan-text.ts";
import { deployStateText, deployStepText, deploySummaryText } from "../lib/reporters/deploy-text.ts";
import { lintText } from "../lib/reporters/lint-text.ts";
import { printable } from "../lib/reporters/printable.ts";
import { hasChanges } from "../lib/runs/deploy/deploy-plan.ts";
import type { DeployPlan, DeployReport, DeployStep, DeployUndertaking } from "../lib/runs/deploy/deploy-report.ts";
import type { LintReport } from "../lib/runs/lint/lint-report.ts";
import { listedFrom, severitiesFrom } from "../lib/runs/lint/lint-report.ts";
import type { ResolvedMachine } from "../lib/runs/machine/resolve-machine.ts";
import { shellWord } from "../lib/runs/shell-word.ts";
import type { Endpoint } from "../lib/targets/endpoint/endpoint.ts";
import type { DeployOptions } from "./deploy-action.ts";
import type { Io } from "./io.ts";
import { NO_SPINNER, startSpinner } from "./spinner.ts";
import { styleFor } from "./style-for.ts";

/** What a person sees of a deployment while it goes on, and when it is over. */
export interface DeployOutput {
  /** Shows what is going to change. */
  readonly plan: (plan: DeployPlan) => Promise<void>;
  /** Shows that it goes on. */
  readonly start: (plan: DeployPlan) => Promise<void>;
  readonly begin: (undertaking: DeployUndertaking) => void;
  readonly step: (step: DeployStep) => void;
  readonly end: (report: DeployReport) => Promise<void>;
  /** Says on stderr what was done before it ended early. */
  readonly fail: () => void;
  readonly stop: () => void;
}

/** The output of a deployment in the format that is wanted. */
export async function deployOutput(options: DeployOptions, endpoint: Endpoint, io: Io): Promise<DeployOutput> {
  const style = await styleFor(io.stdout, io.env);
  const isText = options.format === "text";
  const steps: DeployStep[] = [];
  let open: string | undefined;
  let spinner = NO_SPINNER;
  const plan = async (planned: DeployPlan): Promise<void> => {
    if (isText) io.stdout.write(await deployPlanText(planned, style));
  };
  return {
    plan,
    async start({ machine }) {
      spinner = await startSpinner(io, `Deploying ${printable(machine)}`);
    },
    begin({ what }) {
      open = what;
      spinner.say(printable(what));
    },
    step(step) {
      open = undefined;
      steps.push(step);
      if (isText) spinner.around(() => io.stdout.write(`${deployStepText(step, style)}\n`));
    },
    async end(report) {
      spinner.stop();
      if (!isText) {
        io.stdout.write(await deployJson(report));
        return;
      }
      if (steps.length === 0) await plan(report.plan);
      io.stdout.write(deploySummaryText(report, nextCommand(report, options), style));
    },
    fail() {
      spinner.stop();
      io.stderr.write(deployStateText(steps, open, awsFlags(endpoint)));
    },
    stop: () => spinner.stop(),
  };
}

/** Prints the errors that forbid a deployment; gives the exit code. */
export async function printRefusal(lint: LintReport, { name, file }: ResolvedMachine, format: "text" | "json", io: Io): Promise<number> {
  if (format === "json") io.stdout.write(refusedJson(name, file, lint.summary));
  const style = await styleFor(io.stderr, io.env);
  io.stderr.write(lintText(listedFrom(lint, severitiesFrom("error")), style));
  io.stderr.write(`${printable(name)} is not deployed. Mend it, or deploy it all the same with --no-lint.\n`);
  return EXIT.findings;
}

function nextCommand({ plan, dryRun, stateMachineArn, failures, verified }: DeployReport, options: DeployOptions): string {
  const flags = endpointFlags(options);
  const bad = verified.find((execution) => execution.failures.length > 0);
  if (failures.length > 0 && bad !== undefined) return words("saga-cli", "history", "verify", bad.executionArn, ...flags);
  const [last] = options.steps.slice(-1);
  if (dryRun && hasChanges(plan)) return "the same command without --dry-run";
  if (options.alias !== undefined && last !== undefined && last < 100) return "the same command with larger --steps, up to 100";
  return words("saga-cli", "run", stateMachineArn ?? "", ...flags);
}

function endpointFlags({ target, endpointUrl, region, profile }: DeployOptions): readonly string[] {
  const flags = { "--target": target, "--endpoint-url": endpointUrl, "--region": region, "--profile": profile };
  return Object.entries(flags).flatMap(([flag, value]) => (value === undefined ? [] : [flag, value]));
}

function awsFlags({ url, region, profile }: Endpoint): readonly string[] {
  const flags = { "--endpoint-url": url, "--region": region, "--profile": profile };
  return Object.entries(flags).flatMap(([flag, value]) => (value === undefined ? [] : [flag, shellWord(value)]));
}

function words(...parts: readonly string[]): string {
  return parts.map(shellWord).join(" ");
}
