import { shellWord } from "../runs/shell-word.ts";
import type { CaseResult } from "./case-result.ts";
import type { CaseRunner } from "./case-runner.ts";
import { executionResult } from "./execution-result.ts";
import { judgeScenario } from "./judge-scenario.ts";
import type { PreparedScenario } from "./prepare-scenario.ts";
import type { SaveTables } from "./save-tables.ts";

/** How scenarios are run. */
export interface ScenarioOptions {
  /** Notes count, too. */
  readonly strict: boolean;
  /** Gets the tables of each; none are kept where it is undefined. */
  readonly saveTables: SaveTables | undefined;
}

/** Runs one scenario and says in what it is not as expected. */
export async function runScenario(
  prepared: PreparedScenario,
  runner: CaseRunner,
  { strict, saveTables }: ScenarioOptions,
): Promise<CaseResult> {
  const { scenario, resolved, faults, input } = prepared;
  const observation = await runner.run({ faults, details: true, ...(input === undefined ? {} : { input }) });
  if (observation.details !== null) saveTables?.(resolved, scenario.name, observation.details);
  const problems = judgeScenario(observation, prepared, strict);
  return {
    name: scenario.name,
    type: "scenario",
    machine: resolved.name,
    definition: resolved.file,
    location: scenario.location,
    faults: faults.map(({ text }) => text),
    state: faults[0]?.state ?? null,
    colour: problems.length > 0 ? "red" : "green",
    problems,
    warnings: [],
    ...executionResult(observation),
    command: `saga-cli test ${shellWord(scenario.location.file)} --no-matrix --only ${shellWord(scenario.name)}`,
    sameAs: null,
  };
}
