import { shellWord } from "../runs/shell-word.ts";
import type { CaseResult } from "./case-result.ts";
import type { CaseRunner } from "./case-runner.ts";
import { judgeScenario } from "./judge-scenario.ts";
import type { PreparedScenario } from "./prepare-scenario.ts";
import { residueOf } from "./residue.ts";

/** Runs one scenario and says in what it is not as expected; `strict` counts notes. */
export async function runScenario(prepared: PreparedScenario, runner: CaseRunner, strict: boolean): Promise<CaseResult> {
  const { scenario, resolved, faults, input } = prepared;
  const observation = await runner.run({ faults, details: true, ...(input === undefined ? {} : { input }) });
  const { status, error, verdict, virtualMs, visits, changes, simulated } = observation;
  const problems = judgeScenario(observation, prepared, strict);
  return {
    name: scenario.name,
    type: "scenario",
    machine: resolved.name,
    location: scenario.location,
    faults: faults.map(({ text }) => text),
    state: faults[0]?.state ?? null,
    colour: problems.length > 0 ? "red" : "green",
    problems,
    warnings: [],
    status,
    error,
    outcome: verdict.outcome,
    virtualMs,
    remaining: verdict.recovery.remaining.map(({ compensation }) => compensation),
    residue: residueOf(observation),
    command: `saga-cli test ${shellWord(scenario.location.file)} --no-matrix --only ${shellWord(scenario.name)}`,
    sameAs: null,
    visits,
    changes,
    simulated,
  };
}
