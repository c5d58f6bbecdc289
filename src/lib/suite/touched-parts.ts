import { resolve } from "node:path";
import type { PlannedMachine } from "./plan-suite.ts";
import { isScenarioFile } from "./scenario-file-name.ts";

/**
 * What changed files bear on: a definition on everything of its machines, a scenario file on its own scenarios; any other file (the config,
 * a handler, a file that it reads) may bear on everything. Paths are absolute.
 */
export function touchedParts(machines: readonly PlannedMachine[], cwd: string, changed: readonly string[]): readonly PlannedMachine[] {
  const definitions = new Set(machines.map(({ resolved }) => resolve(cwd, resolved.file)));
  const isKnown = (path: string): boolean => definitions.has(path) || isScenarioFile(path);
  if (!changed.every(isKnown)) return machines;
  return machines.flatMap((planned) => {
    if (changed.includes(resolve(cwd, planned.resolved.file))) return [planned];
    const scenarios = planned.scenarios.filter(({ scenario }) => changed.includes(resolve(cwd, scenario.location.file)));
    return scenarios.length === 0 ? [] : [{ ...planned, scenarios, hasMatrix: false }];
  });
}
