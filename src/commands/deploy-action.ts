import { EXIT, UserError } from "../lib/base/user-error.ts";
import type { DeployRequest, PublishRequest } from "../lib/runs/deploy/deploy-plan.ts";
import { hasChanges } from "../lib/runs/deploy/deploy-plan.ts";
import { definitionToDeploy } from "../lib/runs/deploy/deploy-definition.ts";
import { deployMachine } from "../lib/runs/deploy/deploy-machine.ts";
import type { DeployPlan } from "../lib/runs/deploy/deploy-report.ts";
import type { GivenSettings } from "../lib/runs/deploy/deploy-settings.ts";
import { configFor } from "../lib/runs/machine/locate-machine.ts";
import { approve, permissionAt } from "./approve.ts";
import { deployOutput, printRefusal } from "./deploy-output.ts";
import type { EndpointOptions } from "./endpoint-options.ts";
import { openEndpoint } from "./endpoint-options.ts";
import type { Io } from "./io.ts";
import { readInput } from "./read-input.ts";

/** The flags of `saga-cli deploy`, as commander gives them. */
export interface DeployOptions extends EndpointOptions {
  readonly target?: "aws" | "local";
  readonly machine?: string;
  readonly name?: string;
  readonly config?: string;
  readonly substitution?: Readonly<Record<string, string>>;
  readonly stack?: string;
  readonly type?: "STANDARD" | "EXPRESS";
  readonly roleArn?: string;
  readonly logLevel?: "OFF" | "ALL" | "ERROR" | "FATAL";
  readonly logGroup?: string;
  readonly logData?: boolean;
  readonly tracing?: boolean;
  readonly tag?: Readonly<Record<string, string>>;
  readonly lint: boolean;
  readonly dryRun?: boolean;
  readonly exitCode?: boolean;
  readonly publish?: boolean;
  readonly versionDescription?: string;
  readonly alias?: string;
  readonly steps: readonly number[];
  /** Seconds. */
  readonly wait?: number;
  readonly verifyInput?: string;
  readonly format: "text" | "json";
  readonly yes?: boolean;
}

const MS_PER_SECOND = 1000;

/** Deploys the machine, having shown what changes and asked where that is needed; gives the exit code. */
export async function deployAction(target: string, options: DeployOptions, io: Io): Promise<number> {
  checkOptions(target, options);
  const { files, cwd, env, interrupted } = io;
  const { machine, config: file, stack, substitution, type, lint: isLinted, dryRun = false, yes } = options;
  const reference = { target, machine, config: file };
  const publish = await publishRequest(options, io);
  const config = await configFor(files, cwd, reference);
  const client = await openEndpoint(options, config, io);
  const { endpoint } = client;
  const output = await deployOutput(options, endpoint, io);
  try {
    const definition = { ...reference, ...given({ stack, type, substitutions: substitution }), lint: isLinted };
    const { resolved, lint } = await definitionToDeploy(files, cwd, definition, { endpoint, env, signal: interrupted });
    if (lint !== undefined && lint.summary.errors > 0) return await printRefusal(lint, resolved, options.format, io);
    const request: DeployRequest = {
      resolved,
      name: options.name ?? resolved.name,
      settings: settingsOf(options),
      dryRun,
      ...given({ publish }),
    };
    const permission = permissionAt(endpoint, yes, config, io);
    const report = await deployMachine(request, {
      client,
      interrupted,
      onBegin: output.begin,
      onStep: output.step,
      async approve(plan, roleArn) {
        await output.plan(plan);
        await approve({ what: sentenceOf(plan), roleArn, hasFaults: false }, permission, io);
        await output.start(plan);
      },
    });
    await output.end(report);
    const isBad = report.failures.length > 0 || (options.exitCode === true && hasChanges(report.plan));
    return isBad ? EXIT.findings : EXIT.ok;
  } catch (error) {
    output.fail();
    throw error;
  } finally {
    output.stop();
    client.close();
  }
}

function checkOptions(target: string, options: DeployOptions): void {
  const { dryRun, exitCode, publish, alias, versionDescription, verifyInput, wait = 0, steps } = options;
  if (target.startsWith("arn:")) throw new UserError(`${target} is deployed already`, "Name the definition that it is to have.");
  if (exitCode === true && dryRun !== true)
    throw new UserError("--exit-code says what --dry-run found, and there is no --dry-run", "Add --dry-run.");
  if (alias !== undefined && !/^(?=.*[A-Za-z_.-])[\w.-]{1,80}$/.test(alias)) {
    throw new UserError(
      `"${alias}" is not a name that an alias may have`,
      "It has at most 80 letters, digits, -, _ and dots, and not digits alone.",
    );
  }
  if (alias === undefined && (wait > 0 || steps.length > 1))
    throw new UserError("--steps and --wait route an alias, and there is none", "Name one with --alias.");
  if (publish !== true && alias === undefined && (versionDescription !== undefined || verifyInput !== undefined)) {
    throw new UserError(
      "--version-description and --verify-input are of a version, and none is published",
      "Add --publish or --alias NAME.",
    );
  }
}

async function publishRequest(options: DeployOptions, io: Io): Promise<PublishRequest | undefined> {
  const { publish, alias: name, steps, wait = 0, versionDescription: description, verifyInput: input } = options;
  if (publish !== true && name === undefined) return undefined;
  const alias = name === undefined ? undefined : { name, steps, waitMs: wait * MS_PER_SECOND };
  const verifyInput = input === undefined ? undefined : await readInput(input, io, "--verify-input");
  return given({ description, alias, verifyInput });
}

function settingsOf({
  type,
  roleArn,
  logLevel: level,
  logGroup,
  logData: includeExecutionData,
  tracing,
  tag: tags,
}: DeployOptions): GivenSettings {
  return { ...given({ type, roleArn, tracing, tags }), logging: given({ level, logGroup, includeExecutionData }) };
}

/** What the person is asked to allow. */
function sentenceOf({ action, machine, changes }: DeployPlan): string {
  const does = (word: string): boolean => changes.some(({ setting }) => setting.startsWith(word));
  const parts = [
    ...(action === "none" ? [] : [`${action === "create" ? "create" : "update"} "${machine}"`]),
    ...(does("version") ? [`publish a version of "${machine}"`] : []),
    ...(does("alias ") ? [`route an alias of "${machine}" to it`] : []),
  ];
  const sentence = parts.join(", ");
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}

/** The members that are given. */
function given<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
