import { resolve } from "node:path";
import type { MachineType } from "../../asl/ast.ts";
import type { Files } from "../../base/ports.ts";
import type { Config } from "../../config/config.ts";
import { filesToLint } from "../lint/files-to-lint.ts";
import { heedBaselines } from "../lint/lint-baseline.ts";
import type { FileResult } from "../lint/lint-file.ts";
import { lintFile } from "../lint/lint-file.ts";
import type { LintReport } from "../lint/lint-report.ts";
import { summarise } from "../lint/lint-report.ts";
import type { ResolvedMachine } from "../machine/resolve-machine.ts";

/** A machine as it is to be deployed. */
export interface MachineToLint {
  readonly resolved: ResolvedMachine;
  readonly type: MachineType;
  /** Values for tokens, over those of the config. */
  readonly substitutions: Readonly<Record<string, string>>;
}

/** Lints the one machine as it is deployed, with the levels, ignored files and baseline of its config. */
export async function lintToDeploy(files: Files, cwd: string, machine: MachineToLint): Promise<LintReport> {
  const { resolved } = machine;
  const path = resolve(cwd, resolved.file);
  const config = configWith(machine, path);
  const results: FileResult[] = [];
  for await (const target of filesToLint(files, cwd, { paths: [path], ...configFlag(resolved.config) })) {
    const { linted, ...rest } = await lintFile(files, { ...target, config });
    const machines = linted.machines.filter(({ machine: name }) => name === resolved.name);
    results.push({ ...rest, linted: { ...linted, machines } });
  }
  const { results: heeded, baselines } = heedBaselines(files, cwd, results, {});
  const linted = heeded.map((result) => result.linted);
  const suppressed = heeded.reduce((sum, result) => sum + result.suppressed, 0);
  return { files: linted, summary: summarise(linted), suppressed, baselines, withoutMachine: [] };
}

function configFlag({ file }: Config): { readonly config?: string } {
  return file === null ? {} : { config: file };
}

/** The config with what the command line says of the machine, first among those that share its definition. */
function configWith({ resolved, type, substitutions }: MachineToLint, definition: string): Config {
  const { config, name, settings } = resolved;
  const known = settings ?? { substitutions: {}, steps: {}, tasks: {}, tables: {}, buckets: {} };
  const machine = { ...known, definition, type, substitutions: { ...known.substitutions, ...substitutions } };
  const { [name]: _, ...others } = config.machines;
  return { ...config, machines: { [name]: machine, ...others } };
}
