import { resolve } from "node:path";
import { EXIT, UserError } from "../lib/base/user-error.ts";
import type { Files } from "../lib/base/ports.ts";
import type { Severity } from "../lib/base/diagnostic.ts";
import { fixDiff } from "../lib/reporters/fix-diff.ts";
import { fixText } from "../lib/reporters/fix-text.ts";
import type { Levels } from "../lib/rules/levels.ts";
import type { FixedFile } from "../lib/runs/fix-files.ts";
import { fixFiles } from "../lib/runs/fix-files.ts";
import type { LintRequest } from "../lib/runs/lint-files.ts";
import { lintFiles } from "../lib/runs/lint-files.ts";
import type { LintReport } from "../lib/runs/lint-report.ts";
import { listedFrom } from "../lib/runs/lint-report.ts";
import { filesWith } from "../lib/runs/overlay-files.ts";
import type { Io } from "./io.ts";
import type { FormatChoice } from "./lint-formats.ts";
import { lintOutput } from "./lint-output.ts";
import { paintFor } from "./paint.ts";
import { widthOf } from "./terminal-width.ts";

/** The flags of `saga-cli lint`, as commander gives them. */
export interface LintOptions {
  readonly stdinFilename: string;
  readonly machine?: string;
  readonly config?: string;
  readonly rule?: Levels;
  readonly level: Severity;
  readonly maxWarnings?: number;
  /** True is commander's default of `--no-baseline`. */
  readonly baseline?: string | boolean;
  readonly updateBaseline?: boolean;
  readonly format?: readonly FormatChoice[];
  readonly fix?: boolean;
  readonly dryRun?: boolean;
  readonly watch?: boolean;
}

/** Lints, fixes where that is asked for, prints the reports; gives the exit code. */
export async function lintAction(paths: readonly string[], options: LintOptions, io: Io): Promise<number> {
  const formats = options.format ?? [{ format: "text", file: undefined }];
  checkFormats(formats);
  const { files, named } = await inputOf(paths, options, io);
  const request = requestOf(named, options);
  if (options.watch === true) {
    const { watchLint } = await import("./watch-lint.ts");
    return watchLint(request, (report) => print(report, formats, options, io), io);
  }
  if (options.fix === true) {
    const fixed = await fixFiles(files, io.cwd, request, severitiesFrom(options.level));
    if (options.dryRun === true) {
      io.stdout.write(await fixDiff(fixed));
      return EXIT.ok;
    }
    write(fixed, io);
    const now = filesWith(files, new Map(fixed.map(({ path, after }) => [path, after])));
    return print(await lintFiles(now, io.cwd, request), formats, options, io);
  }
  return print(await lintFiles(files, io.cwd, request), formats, options, io);
}

async function print(report: LintReport, formats: readonly FormatChoice[], options: LintOptions, io: Io): Promise<number> {
  const listed = listedFrom(report, severitiesFrom(options.level));
  for (const { format, file } of formats) {
    const text = await lintOutput(listed, format, { toFile: file !== undefined }, io);
    if (file === undefined) io.stdout.write(text);
    else io.files.write(resolve(io.cwd, file), text);
  }
  const { errors, warnings } = report.summary;
  return errors > 0 || warnings > (options.maxWarnings ?? Number.POSITIVE_INFINITY) ? EXIT.findings : EXIT.ok;
}

function checkFormats(formats: readonly FormatChoice[]): void {
  const toStdout = formats.filter(({ file }) => file === undefined).map(({ format }) => format);
  if (toStdout.length < 2) return;
  throw new UserError(
    `${toStdout.join(" and ")} cannot both go to standard output`,
    `Send one to a file: --format ${toStdout.at(-1)}=FILE.`,
  );
}

/** The files as the request sees them: standard input stands among them under its name. */
async function inputOf(
  paths: readonly string[],
  { stdinFilename, fix, watch }: LintOptions,
  io: Io,
): Promise<{ readonly files: Files; readonly named: readonly string[] }> {
  if (!paths.includes("-")) return { files: io.files, named: paths };
  if (fix === true || watch === true) {
    throw new UserError(`${fix === true ? "--fix" : "--watch"} needs files, and - is standard input`, "Name the files instead of -.");
  }
  const contents = new Map([[resolve(io.cwd, stdinFilename), await io.readStdin()]]);
  return { files: filesWith(io.files, contents), named: paths.map((path) => (path === "-" ? stdinFilename : path)) };
}

function requestOf(paths: readonly string[], { machine, config, rule, baseline, updateBaseline }: LintOptions): LintRequest {
  return {
    paths,
    ...(machine === undefined ? {} : { machine }),
    ...(config === undefined ? {} : { config }),
    ...(rule === undefined ? {} : { levels: rule }),
    ...(baseline === undefined || baseline === true ? {} : { baseline }),
    ...(updateBaseline === undefined ? {} : { updateBaseline }),
  };
}

function severitiesFrom(level: Severity): readonly Severity[] {
  const all: readonly Severity[] = ["error", "warning", "info"];
  return all.slice(0, all.indexOf(level) + 1);
}

function write(fixed: readonly FixedFile[], io: Io): void {
  for (const { path, after } of fixed) io.files.write(path, after);
  // What was done is no finding: stdout is the report's.
  io.stderr.write(fixText(fixed, { width: widthOf(io.stderr, io.env), paint: paintFor(io.stderr, io.env) }));
}
