import { resolve } from "node:path";
import { UserError } from "../lib/base/user-error.ts";
import { printable } from "../lib/reporters/printable.ts";
import type { CaseResult } from "../lib/suite/case-result.ts";
import { runSuite } from "../lib/suite/run-suite.ts";
import { saveTablesIn } from "../lib/suite/save-tables.ts";
import type { SuiteReport } from "../lib/suite/suite-report.ts";
import { suiteExitCode } from "../lib/suite/suite-report.ts";
import type { EndpointOptions } from "./endpoint-options.ts";
import type { SuiteRequest } from "../lib/suite/suite-request.ts";
import type { FormatChoice } from "./format-option.ts";
import type { Io } from "./io.ts";
import { printError } from "./print-error.ts";
import { checkFormats, printFormats } from "./print-formats.ts";
import { startSpinner } from "./spinner.ts";
import type { TestFormat } from "./test-formats.ts";
import { testOutput } from "./test-output.ts";

/** The flags of `saga-cli test`, as commander gives them. */
export interface TestOptions extends EndpointOptions {
  readonly target?: "embedded" | "aws" | "local";
  readonly roleArn?: string;
  readonly yes?: boolean;
  readonly config?: string;
  readonly matrix: boolean;
  readonly scenarios: boolean;
  readonly late?: boolean;
  readonly depth: 1 | 2;
  readonly only?: string;
  readonly shard?: { readonly index: number; readonly of: number };
  readonly bail?: boolean;
  readonly jobs: number;
  readonly seed: number;
  readonly strict?: boolean;
  readonly strictTasks?: boolean;
  readonly minCoverage?: number;
  readonly snapshots?: string;
  readonly format?: readonly FormatChoice<TestFormat>[];
  readonly watch?: boolean;
  readonly verbose?: boolean;
}

/** Runs the suite, shows how far it is where a person watches, writes the reports; gives the exit code. */
export async function testAction(targets: readonly string[], options: TestOptions, io: Io): Promise<number> {
  const formats = options.format ?? [{ format: "text", file: undefined }];
  checkFormats(formats);
  const timelines = formats.some(({ format }) => format === "html");
  const request = { ...requestOf(options), targets, timelines };
  if (options.watch !== true) return testOnce(request, formats, options, io);
  const { watchTests } = await import("./watch-tests.ts");
  const written = [...formats.flatMap(({ file }) => file ?? []), options.snapshots ?? []].flat().map((path) => resolve(io.cwd, path));
  const test = (changed: readonly string[] | undefined): Promise<number> =>
    testOnce({ ...request, ...(changed === undefined ? {} : { changed }) }, formats, options, io);
  return watchTests(test, written, io);
}

async function testOnce(
  request: SuiteRequest,
  formats: readonly FormatChoice<TestFormat>[],
  options: TestOptions,
  io: Io,
): Promise<number> {
  const startedAt = io.clock.now();
  const progress = await showProgress(options, io);
  try {
    const remote = isRemote(options) ? (await import("./test-remote.ts")).remoteRunners(options, progress.onLog, io) : undefined;
    const report = await runSuite(request, {
      files: io.files,
      cwd: io.cwd,
      env: io.env,
      interrupted: io.interrupted,
      onLog: progress.onLog,
      onCase: progress.onCase,
      ...(remote === undefined ? {} : { openRunner: remote }),
      ...(options.snapshots === undefined ? {} : { saveTables: saveTablesIn(io.files, resolve(io.cwd, options.snapshots)) }),
    });
    progress.stop();
    await printProblems(report, io);
    await printFormats(formats, (format, to) => testOutput(report, format, to, io), io);
    // Reports of the same cases are the same bytes; how long they took is no part of them.
    io.stderr.write(`Took ${((io.clock.now() - startedAt) / 1000).toFixed(1)} s.\n`);
    return suiteExitCode(report);
  } finally {
    progress.stop();
  }
}

interface Progress {
  readonly onLog: (line: string) => void;
  readonly onCase: (result: CaseResult) => void;
  readonly stop: () => void;
}

/** On a terminal a line that says how far it is; elsewhere nothing but the red cases, as they come. */
async function showProgress({ verbose = false }: TestOptions, io: Io): Promise<Progress> {
  const spinner = await startSpinner(io, "Testing");
  let cases = 0;
  let red = 0;
  return {
    onLog(line) {
      if (verbose) spinner.around(() => io.stderr.write(`${printable(line)}\n`));
    },
    onCase({ machine, colour }) {
      cases += 1;
      if (colour === "red") red += 1;
      spinner.say(`Testing ${printable(machine)}: ${cases} cases, ${red} red`);
    },
    stop: () => spinner.stop(),
  };
}

async function printProblems({ problems }: SuiteReport, io: Io): Promise<void> {
  for (const { message, hint, location } of problems)
    await printError(new UserError(message, hint ?? undefined, location ?? undefined), io);
}

function requestOf(options: TestOptions): Omit<SuiteRequest, "targets" | "timelines"> {
  const { config, only, shard, minCoverage, matrix, scenarios, depth, jobs, seed } = options;
  return {
    matrix,
    scenarios,
    depth,
    jobs,
    seed,
    late: options.late ?? false,
    bail: options.bail ?? false,
    strict: options.strict ?? false,
    strictTasks: options.strictTasks ?? false,
    ...(isRemote(options) ? { endpointFlags: endpointFlags(options) } : {}),
    ...(config === undefined ? {} : { config }),
    ...(only === undefined ? {} : { only }),
    ...(shard === undefined ? {} : { shard }),
    ...(minCoverage === undefined ? {} : { minCoverage }),
  };
}

/** Whether the flags name an endpoint. */
function isRemote({ target, endpointUrl }: TestOptions): boolean {
  return target === undefined ? endpointUrl !== undefined : target !== "embedded";
}

function endpointFlags({ target, endpointUrl, region, profile }: TestOptions): readonly string[] {
  const flags = { "--target": target, "--endpoint-url": endpointUrl, "--region": region, "--profile": profile };
  return Object.entries(flags).flatMap(([flag, value]) => (value === undefined ? [] : [flag, value]));
}
