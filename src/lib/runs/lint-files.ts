import { dirname } from "node:path";
import { didYouMean } from "../base/near-names.ts";
import type { Files } from "../base/ports.ts";
import { UserError } from "../base/user-error.ts";
import type { Levels } from "../rules/levels.ts";
import { checkLevels } from "../rules/levels.ts";
import { configFinder } from "./config-finder.ts";
import type { FileResult } from "./lint-file.ts";
import { lintFile } from "./lint-file.ts";
import type { LintReport, LintedFile } from "./lint-report.ts";
import { summarise } from "./lint-report.ts";
import { lintTargets } from "./lint-targets.ts";

/** What a person wants to have linted, and how. */
export interface LintRequest {
  /** Files and folders, absolute or from the working folder; where there are none, the working folder is searched. */
  readonly paths: readonly string[];
  /** Only machines of this name. */
  readonly machine?: string;
  /** A saga.config.yaml to use instead of each file's nearest one. */
  readonly config?: string;
  /** Over those of the config. */
  readonly levels?: Levels;
}

/**
 * Lints every machine of the files that are named, or found. What a definition does wrong is a finding.
 * @throws UserError where a named path is missing, nothing holds a machine, or a config cannot be read.
 */
export async function lintFiles(files: Files, cwd: string, request: LintRequest): Promise<LintReport> {
  const levels = checkLevels(request.levels ?? {}, "--rule");
  const configOf = configFinder(files, cwd, request.config);
  const results: FileResult[] = [];
  const without: UserError[] = [];
  for (const target of lintTargets(files, cwd, request.paths)) {
    const config = await configOf(dirname(target.path));
    const result = await orUserError(() => lintFile(files, { ...target, config, levels }));
    if (result instanceof UserError) {
      if (target.named) without.push(result);
    } else if (result.definitions.length > 0) results.push(result);
  }
  const kept = chosenMachine(standingAlone(results), request.machine);
  if (kept.every(({ linted }) => linted.machines.length === 0 && linted.findings.length === 0)) throw nothingFound(request, without);
  const linted = kept.map((result) => result.linted);
  return {
    files: linted,
    summary: summarise(linted),
    suppressed: kept.reduce((sum, { suppressed }) => sum + suppressed, 0),
    baseline: null,
    withoutMachine: without.map(({ location, message }) => location?.file ?? message),
  };
}

/** A definition that another file refers to is linted there, where its type and its tokens are known, and not once more by itself. */
function standingAlone(results: readonly FileResult[]): readonly FileResult[] {
  const referred = new Set(
    results.flatMap(({ linted, definitions }) => definitions.flatMap(({ source: { file } }) => (file === linted.file ? [] : [file]))),
  );
  return results.filter(({ linted }) => !referred.has(linted.file));
}

/** Findings that are tied to no machine stay: the machine that is wanted may be in a file that cannot be read. */
function chosenMachine(results: readonly FileResult[], name: string | undefined): readonly FileResult[] {
  if (name === undefined) return results;
  const ofMachine = ({ machines }: LintedFile): LintedFile["machines"] => machines.filter(({ machine }) => machine === name);
  const kept = results
    .map((result) => ({ ...result, linted: { ...result.linted, machines: ofMachine(result.linted) } }))
    .filter(({ linted }) => linted.machines.length > 0 || linted.findings.length > 0);
  const names = results.flatMap(({ linted }) => linted.machines.map(({ machine }) => machine));
  if (kept.length === 0 && names.length > 0)
    throw new UserError(`There is no machine "${name}" in what is linted`, didYouMean(name, names));
  return kept;
}

function nothingFound({ paths }: LintRequest, [first]: readonly UserError[]): UserError {
  if (first !== undefined) return first;
  const where = paths.length === 0 ? "this folder" : paths.join(", ");
  return new UserError(
    `There is no state machine in ${where}`,
    "Name a definition, or a template that holds one; files that .gitignore or lint.ignore names are not looked into.",
  );
}

async function orUserError<T>(work: () => Promise<T>): Promise<T | UserError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
