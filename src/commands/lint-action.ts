import { resolve } from "node:path";
import type { Severity } from "../lib/base/diagnostic.ts";
import type { Files } from "../lib/base/ports.ts";
import { EXIT, UserError } from "../lib/base/user-error.ts";
import { filesWith } from "../lib/runs/lint/overlay-files.ts";
import type { LintRequest } from "../lib/runs/lint/lint-files.ts";
import { lintFiles } from "../lib/runs/lint/lint-files.ts";
import { severitiesFrom } from "../lib/runs/lint/lint-report.ts";
import type { Levels } from "../lib/rules/levels.ts";
import type { FormatChoice } from "./format-option.ts";
import type { Io } from "./io.ts";
import type { LintFormat } from "./lint-formats.ts";
import { lintPatiently } from "./lint-patiently.ts";
import { checkFormats } from "./print-formats.ts";
import { printLint } from "./print-lint.ts";

/** The flags of `saga-cli lint`, as commander gives them. */
export interface LintOptions {
  readonly stdinFilename: string;
  readonly machine?: string;
  readonly config?: string;
  readonly rule?: Levels;
  readonly level: Severity;
  readonly maxWarnings?: number;
  /** True where `--no-baseline` is not given. */
  readonly baseline?: string | boolean;
  readonly updateBaseline?: boolean;
  readonly format?: readonly FormatChoice<LintFormat>[];
  readonly fix?: boolean;
  readonly dryRun?: boolean;
  readonly coverage?: boolean;
  readonly minCoverage?: number;
  readonly watch?: boolean;
}

/** Lints, fixes where that is asked for, prints the reports; gives the exit code. */
export async function lintAction(paths: readonly string[], options: LintOptions, io: Io): Promise<number> {
  checkOptions(paths, options);
  const { files, named } = await inputOf(paths, options, io);
  const request = requestOf(named, options);
  if (options.watch === true) {
    const { watchLint } = await import("./watch-lint.ts");
    return watchLint(request, (report) => printLint(report, options, io), io);
  }
  if (options.fix === true) {
    const { fixAction } = await import("./fix-action.ts");
    const fixed = await fixAction(request, severitiesFrom(options.level), { dryRun: options.dryRun ?? false }, io);
    return options.dryRun === true ? EXIT.ok : printLint(await lintFiles(filesWith(files, fixed), io.cwd, request), options, io);
  }
  return printLint(await lintFiles(files, io.cwd, request, lintPatiently(io)), options, io);
}

function checkOptions(paths: readonly string[], { fix, watch, dryRun, format = [] }: LintOptions): void {
  checkFormats(format);
  if (dryRun === true && fix !== true) throw new UserError("--dry-run changes what --fix does, and there is no --fix", "Add --fix.");
  if (fix === true && watch === true) throw new UserError("--fix and --watch do not go together", "Fix first, then watch.");
  if (paths.includes("-") && (fix === true || watch === true)) {
    throw new UserError(`${fix === true ? "--fix" : "--watch"} needs files, and - is standard input`, "Name the files instead of -.");
  }
}

/** The files as the request sees them: standard input stands among them under its name. */
async function inputOf(
  paths: readonly string[],
  { stdinFilename }: LintOptions,
  io: Io,
): Promise<{ readonly files: Files; readonly named: readonly string[] }> {
  if (!paths.includes("-")) return { files: io.files, named: paths };
  const contents = new Map([[resolve(io.cwd, stdinFilename), await io.readStdin()]]);
  return { files: filesWith(io.files, contents), named: paths.map((path) => (path === "-" ? stdinFilename : path)) };
}

function requestOf(paths: readonly string[], options: LintOptions): LintRequest {
  const { machine, config, rule, baseline, updateBaseline, coverage, minCoverage } = options;
  return {
    paths,
    coverage: coverage === true || minCoverage !== undefined,
    ...(machine === undefined ? {} : { machine }),
    ...(config === undefined ? {} : { config }),
    ...(rule === undefined ? {} : { levels: rule }),
    ...(baseline === undefined || baseline === true ? {} : { baseline }),
    ...(updateBaseline === undefined ? {} : { updateBaseline }),
  };
}
