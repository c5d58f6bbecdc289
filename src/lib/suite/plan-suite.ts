import { dirname } from "node:path";
import type { JsonValue } from "../base/json.ts";
import type { Files } from "../base/ports.ts";
import type { Location } from "../base/span.ts";
import { UserError } from "../base/user-error.ts";
import type { MachineReference } from "../runs/machine/locate-machine.ts";
import type { ResolvedMachine } from "../runs/machine/resolve-machine.ts";
import { resolveMachine } from "../runs/machine/resolve-machine.ts";
import { shownFrom } from "../runs/shown-from.ts";
import type { FoundSuite } from "./find-suite.ts";
import { loadScenarioFile } from "./load-scenario-file.ts";
import type { PreparedScenario } from "./prepare-scenario.ts";
import { prepareScenario, scenarioProblems } from "./prepare-scenario.ts";
import { tablesOf } from "./tables-of.ts";
import type { ScenarioFile } from "./scenario.ts";
import type { SuiteProblem } from "./suite-report.ts";
import { suiteProblem } from "./suite-report.ts";

/** One machine to test, with the scenarios that run it. */
export interface PlannedMachine {
  readonly resolved: ResolvedMachine;
  /** How it was found. */
  readonly reference: MachineReference;
  readonly scenarios: readonly PreparedScenario[];
  /** Undefined where the config's input holds. */
  readonly matrixInput: JsonValue | undefined;
  /** Whether its fault matrix is wanted, where it is a saga. */
  readonly hasMatrix: boolean;
}

/** What can be tested, and what cannot. */
export interface PlannedSuite {
  readonly machines: readonly PlannedMachine[];
  readonly problems: readonly SuiteProblem[];
}

/** Reads the scenario files, finds the machines that they and the person name, and checks the ones against the others; what is wrong with one spoils no other. */
export async function planSuite(files: Files, cwd: string, { scenarioFiles, machines: named }: FoundSuite): Promise<PlannedSuite> {
  const problems: SuiteProblem[] = [];
  const planned = new Map<string, PlannedMachine>();
  const plan = (next: PlannedMachine): void => {
    const key = `${next.resolved.file}\n${next.resolved.name}`;
    const known = planned.get(key);
    planned.set(key, known === undefined ? next : joined(known, next));
  };
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(suiteProblem(error));
    }
  };
  for (const path of scenarioFiles) {
    await attempt(async () => {
      const file = await loadScenarioFile(files, path, shownFrom(cwd, path));
      for (const { reference, location } of referencesOf(file)) {
        await attempt(async () => {
          const resolved = await resolveNamed(files, cwd, reference, location);
          const scenarios = preparedScenarios(file, resolved, problems);
          plan({ resolved, reference, scenarios, matrixInput: file.matrixInput, hasMatrix: true });
        });
      }
    });
  }
  for (const reference of named) {
    await attempt(async () => {
      const resolved = await resolveMachine(files, cwd, reference);
      plan({ resolved, reference, scenarios: [], matrixInput: undefined, hasMatrix: true });
    });
  }
  return { machines: [...planned.values()], problems };
}

function joined(first: PlannedMachine, second: PlannedMachine): PlannedMachine {
  return {
    ...first,
    scenarios: [...first.scenarios, ...second.scenarios],
    matrixInput: first.matrixInput ?? second.matrixInput,
  };
}

interface NamedReference {
  readonly reference: MachineReference;
  /** Where the machine is named; undefined where it is not. */
  readonly location: Location | undefined;
}

/** Of a definition or the folder's config, each machine that the file names. */
function referencesOf({ path, definition, machines }: ScenarioFile): readonly NamedReference[] {
  const target = definition ?? dirname(path);
  if (machines.length === 0) return [{ reference: { target }, location: undefined }];
  return machines.map(({ value: machine, location }) => ({ reference: { target, machine }, location }));
}

/** A machine that is not there is said where it is named. */
async function resolveNamed(
  files: Files,
  cwd: string,
  reference: MachineReference,
  location: Location | undefined,
): Promise<ResolvedMachine> {
  try {
    return await resolveMachine(files, cwd, reference);
  } catch (error) {
    if (!(error instanceof UserError) || location === undefined || error.location?.line !== undefined) throw error;
    throw new UserError(error.message, error.hint, location, error.exitCode);
  }
}

/** None of a file in which any scenario is wrong. */
function preparedScenarios({ scenarios }: ScenarioFile, resolved: ResolvedMachine, problems: SuiteProblem[]): readonly PreparedScenario[] {
  const tables = tablesOf(resolved);
  const found = scenarios.flatMap((scenario) => scenarioProblems(scenario, resolved, tables));
  problems.push(...found.map(suiteProblem));
  return found.length > 0 ? [] : scenarios.map((scenario) => prepareScenario(scenario, resolved));
}
