import type { JsonValue } from "../base/json.ts";
import { didYouMean } from "../base/near-names.ts";
import { UserError } from "../base/user-error.ts";
import { allStates } from "../asl/graph.ts";
import type { Fault } from "../faults/fault.ts";
import { parseFault } from "../faults/parse-fault.ts";
import type { ResolvedMachine } from "../runs/resolve-machine.ts";
import type { Located, Scenario } from "./scenario.ts";

/** A scenario whose names have been checked against the machine that it runs. */
export interface PreparedScenario {
  readonly scenario: Scenario;
  readonly resolved: ResolvedMachine;
  readonly faults: readonly Fault[];
  readonly input?: JsonValue;
}

/** Checks a scenario against its machine. @throws UserError, with the place in the scenario's file, for faults, states and tables that there are not. */
export function prepareScenario(scenario: Scenario, resolved: ResolvedMachine, tables: readonly string[]): PreparedScenario {
  const states = [...allStates(resolved.machine)].map(({ name }) => name);
  for (const expectation of scenario.expectations) {
    if (expectation.type === "compensations") for (const { value, location } of expectation.want) check("state", value, states, location);
    if (expectation.type === "item") check("table", expectation.table.value, tables, expectation.table.location);
    if (expectation.type !== "events") continue;
    for (const { state, location } of expectation.want) if (state !== undefined) check("state", state, states, location);
  }
  return {
    scenario,
    faults: scenario.faults.map((fault) => faultAt(fault, resolved)),
    resolved: withTasks(resolved, scenario),
    ...(scenario.input === undefined ? {} : { input: scenario.input }),
  };
}

function faultAt({ value, location }: Located<string>, { machine, model }: ResolvedMachine): Fault {
  try {
    return parseFault(value, machine, model);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.message.replace("--fail-at ", "fault "), error.hint, location);
  }
}

function check(what: string, name: string, known: readonly string[], location: Located<string>["location"]): void {
  if (!known.includes(name)) throw new UserError(`There is no ${what} "${name}"`, didYouMean(name, known), location);
}

/** The machine with the scenario's tasks before its own. */
function withTasks(resolved: ResolvedMachine, { tasks }: Scenario): ResolvedMachine {
  if (Object.keys(tasks).length === 0) return resolved;
  const settings = resolved.settings ?? { substitutions: {}, steps: {}, tasks: {}, tables: {}, buckets: {} };
  return { ...resolved, settings: { ...settings, tasks: { ...settings.tasks, ...tasks } } };
}
