import { EXIT } from "../lib/base/user-error.ts";
import type { LintCoverage } from "../lib/runs/lint/lint-coverage.ts";
import type { LintReport } from "../lib/runs/lint/lint-report.ts";
import { listedFrom, severitiesFrom } from "../lib/runs/lint/lint-report.ts";
import type { Io } from "./io.ts";
import type { LintOptions } from "./lint-action.ts";
import { lintOutput } from "./lint-output.ts";
import { printFormats } from "./print-formats.ts";

/** Prints a report in every format that is asked for, each to its place; gives the exit code. */
export async function printLint(report: LintReport, options: LintOptions, io: Io): Promise<number> {
  const formats = options.format ?? [{ format: "text" as const, file: undefined }];
  const listed = listedFrom(report, severitiesFrom(options.level));
  const coverage = await coverageFor(report, options);
  const lint = { report: listed, coverage: options.coverage === true ? coverage : undefined };
  await printFormats(formats, (format, to) => lintOutput(lint, format, to, io), io);
  return exitCode(report, options, coverage, io);
}

async function coverageFor(report: LintReport, { coverage, minCoverage }: LintOptions): Promise<LintCoverage | undefined> {
  if (coverage !== true && minCoverage === undefined) return undefined;
  const { lintCoverage } = await import("../lib/runs/lint/lint-coverage.ts");
  return lintCoverage(report);
}

function exitCode({ summary }: LintReport, { maxWarnings, minCoverage }: LintOptions, coverage: LintCoverage | undefined, io: Io): number {
  const reasons = [
    maxWarnings !== undefined && summary.warnings > maxWarnings ? `more warnings than ${maxWarnings}` : "",
    minCoverage !== undefined && coverage !== undefined && coverage.percent < minCoverage
      ? `less compensation coverage than ${minCoverage} %`
      : "",
  ].filter((reason) => reason !== "");
  for (const reason of reasons) io.stderr.write(`Exit code 1: ${reason}.\n`);
  return summary.errors > 0 || reasons.length > 0 ? EXIT.findings : EXIT.ok;
}
