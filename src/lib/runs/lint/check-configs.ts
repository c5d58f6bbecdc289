import type { Files } from "../../base/ports.ts";
import { didYouMean } from "../../base/near-names.ts";
import { lineIndex } from "../../base/line-index.ts";
import type { Config, MachineConfig } from "../../config/config.ts";
import { configPlace } from "../../config/config-place.ts";
import { missingDefinition } from "../../definition/missing-definition.ts";
import type { Levels } from "../../rules/levels.ts";
import { severityOf } from "../../rules/levels.ts";
import type { FileFindings } from "./lint-file.ts";
import type { LocatedFinding } from "./lint-report.ts";
import { shownFrom } from "../shown-from.ts";

const RULE = "saga/declaration";

type Problem = Pick<LocatedFinding, "message"> & { readonly hint?: string | undefined };

/** What configs say of machines that are not where they say, so that it holds for none: findings in the configs, beside those of the files that were linted. */
export async function checkConfigs(
  files: Files,
  cwd: string,
  configs: Iterable<Config>,
  linted: readonly FileFindings[],
  levels: Levels,
): Promise<readonly FileFindings[]> {
  const results = await Promise.all(Array.from(configs, (config) => checkConfig(files, cwd, config, linted, levels)));
  return results.filter(({ linted: { findings } }) => findings.length > 0);
}

async function checkConfig(
  files: Files,
  cwd: string,
  { file: path, machines, lint }: Config,
  linted: readonly FileFindings[],
  levels: Levels,
): Promise<FileFindings> {
  const file = path === null ? "" : shownFrom(cwd, path);
  const source = { file, text: (path === null ? undefined : files.read(path)) ?? "" };
  const severity = severityOf({ ...lint.rules, ...levels }, RULE, "warning");
  const findings: LocatedFinding[] = [];
  for (const [machine, settings] of Object.entries(machines)) {
    const problem = problemOf(files, cwd, machine, settings, linted);
    const span = problem && (await configPlace(source, ["machines", machine, "definition"]));
    if (problem === undefined || span === undefined || severity === undefined) continue;
    const { message, hint } = problem;
    const place = { source, span, location: lineIndex(source)(span), path: [], state: null, machine };
    findings.push({ rule: RULE, severity, message, ...(hint === undefined ? {} : { hint }), ...place });
  }
  return { linted: { file, findings, machines: [] }, sources: [], places: [], suppressed: 0, baseline: lint.baseline };
}

/** A machine without a definition may be one that is deployed, and a file that was not linted may hold any. */
function problemOf(
  files: Files,
  cwd: string,
  machine: string,
  { definition }: MachineConfig,
  linted: readonly FileFindings[],
): Problem | undefined {
  if (definition === undefined) return undefined;
  const shown = shownFrom(cwd, definition);
  if (!files.exists(definition)) {
    const { message, hint } = missingDefinition(files, definition, shown);
    return { message: `What is said of "${machine}" holds for nothing: ${message}`, hint };
  }
  const names = linted.find((result) => result.linted.file === shown)?.linted.machines.map((each) => each.machine) ?? [];
  if (names.length === 0 || names.includes(machine)) return undefined;
  return {
    message: `What is said of "${machine}" holds for nothing: ${shown} has no machine of that name`,
    hint: didYouMean(machine, names),
  };
}
