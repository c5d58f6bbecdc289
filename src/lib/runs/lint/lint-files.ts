import { didYouMean } from "../../base/near-names.ts";
import type { Files } from "../../base/ports.ts";
import { UserError } from "../../base/user-error.ts";
import type { Config } from "../../config/config.ts";
import { isTerraform } from "../../definition/terraform/is-terraform.ts";
import type { Levels } from "../../rules/levels.ts";
import { checkConfigs } from "./check-configs.ts";
import { filesToLint } from "./files-to-lint.ts";
import type { BaselineRequest } from "./lint-baseline.ts";
import { heedBaselines } from "./lint-baseline.ts";
import type { FileFindings } from "./lint-file.ts";
import { lintFile } from "./lint-file.ts";
import type { LintReport, LintedFile, LocatedFinding } from "./lint-report.ts";
import { summarise } from "./lint-report.ts";
import type { LintTarget } from "./lint-targets.ts";
import { lintedOnce } from "./linted-once.ts";

/** What a person wants to have linted, and how. */
export interface LintRequest extends BaselineRequest {
  /** Files and folders, absolute or from the working folder; where there are none, the working folder is searched. */
  readonly paths: readonly string[];
  /** Only machines of this name. */
  readonly machine?: string;
  /** A saga.config.yaml to use instead of each file's nearest one. */
  readonly config?: string;
  /** Levels by rule id; they win over those of the config. */
  readonly levels?: Levels;
  /** Whether the report has the compensation coverage of sagas. */
  readonly coverage?: boolean;
}

/**
 * Lints every machine of the files that are named, or found. What a definition does wrong is a finding.
 * @throws UserError where a named path is missing, nothing holds a machine, or a config or baseline cannot be read.
 */
export async function lintFiles(files: Files, cwd: string, request: LintRequest, lint: typeof lintFile = lintFile): Promise<LintReport> {
  const results: FileFindings[] = [];
  const without: LintTarget[] = [];
  const configs = new Set<Config>();
  for await (const target of filesToLint(files, cwd, request)) {
    configs.add(target.config);
    // The trees of hundreds of files would fill the memory.
    const { definitions, ...result } = await lint(files, target);
    if (definitions.length > 0) results.push(result);
    else if (target.named) without.push(target);
  }
  if (!results.some(({ linted }) => holdsSomething(linted)))
    throw nothingFound(
      request,
      without,
      results.flatMap(({ linted }) => linted.findings),
    );
  const misplaced = await checkConfigs(files, cwd, configs, results, request.levels ?? {});
  const kept = [...chosenMachine(lintedOnce(results), request.machine), ...misplaced];
  const { results: heeded, baselines } = heedBaselines(files, cwd, kept, request);
  const linted = heeded.map((result) => result.linted);
  return {
    files: linted,
    summary: summarise(linted),
    suppressed: heeded.reduce((sum, { suppressed }) => sum + suppressed, 0),
    baselines,
    withoutMachine: without.map(({ shownAs }) => shownAs),
  };
}

/** Findings that are tied to no machine stay: the machine that is wanted may be in a file that cannot be read. */
function chosenMachine(results: readonly FileFindings[], name: string | undefined): readonly FileFindings[] {
  if (name === undefined) return results;
  const ofMachine = ({ machines }: LintedFile): LintedFile["machines"] => machines.filter(({ machine }) => machine === name);
  const kept = results
    .map((result) => ({ ...result, linted: { ...result.linted, machines: ofMachine(result.linted) } }))
    .filter(({ linted }) => linted.machines.length > 0 || linted.findings.length > 0);
  const names = results.flatMap(({ linted }) => linted.machines.map(({ machine }) => machine));
  if (kept.length === 0) throw new UserError(`There is no machine "${name}" in what is linted`, didYouMean(name, names));
  return kept;
}

/** Folders that may not be read hold nothing that is known, and are warned of. */
function holdsSomething({ machines, findings }: LintedFile): boolean {
  return machines.length > 0 || findings.some(({ severity }) => severity !== "warning");
}

function nothingFound({ paths }: LintRequest, without: readonly LintTarget[], [closed]: readonly LocatedFinding[]): UserError {
  const [file, ...others] = without.map(({ shownAs }) => shownAs);
  if (file !== undefined) {
    const names = others.length === 0 ? `${file} holds` : `${[file, ...others].join(", ")} hold`;
    const hint = isTerraform(file)
      ? "Terraform reads the files of a folder as one: name the folder, or the file that makes the machine."
      : "A definition is an object with StartAt and States.";
    return new UserError(`${names} no state machine`, hint, { file });
  }
  return new UserError(
    `There is no state machine in ${paths.length === 0 ? "this folder" : paths.join(", ")}`,
    closed === undefined
      ? "Name a definition, or a template that holds one; what .gitignore or lint.ignore names is not looked into."
      : `${closed.location.file}: ${closed.message}.`,
  );
}
