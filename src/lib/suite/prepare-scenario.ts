import type { JsonValue } from "../base/json.ts";
import { didYouMean } from "../base/near-names.ts";
import { UserError } from "../base/user-error.ts";
import { allStates } from "../asl/graph.ts";
import type { Fault } from "../faults/fault.ts";
import { parseFault } from "../faults/parse-fault.ts";
import type { TableConfig } from "../config/config.ts";
import type { ResolvedMachine } from "../runs/machine/resolve-machine.ts";
import type { Expectation, Located, Scenario } from "./scenario.ts";

/** A scenario whose names have been checked against the machine that it runs. */
export interface PreparedScenario {
  readonly scenario: Scenario;
  readonly resolved: ResolvedMachine;
  readonly faults: readonly Fault[];
  readonly input?: JsonValue;
}

type ExpectedItem = Extract<Expectation, { readonly type: "item" }>;

/** Everything in which a scenario names faults, states or tables that its machine has not, each with its place in the scenario's file. */
export function scenarioProblems(
  scenario: Scenario,
  { machine, model }: ResolvedMachine,
  tables: Readonly<Record<string, TableConfig>>,
): readonly UserError[] {
  const states = [...allStates(machine)].map(({ name }) => name);
  const faults = scenario.faults.map((fault) => problemOf(() => faultAt(fault, machine, model)));
  const names = scenario.expectations.flatMap((expectation) => {
    switch (expectation.type) {
      case "compensations":
        return expectation.want.map((name) => unknownName("state", name, states));
      case "item":
        return [unknownName("table", expectation.table, Object.keys(tables)) ?? otherKey(expectation, tables)];
      case "events":
        return expectation.want.map(({ state: value, location }) =>
          value === undefined ? undefined : unknownName("state", { value, location }, states),
        );
      default:
        return [];
    }
  });
  return [...faults, ...names].filter((problem) => problem !== undefined);
}

/** A scenario without problems, ready to run. */
export function prepareScenario(scenario: Scenario, resolved: ResolvedMachine): PreparedScenario {
  return {
    scenario,
    faults: scenario.faults.map((fault) => faultAt(fault, resolved.machine, resolved.model)),
    resolved: withTasks(resolved, scenario),
    ...(scenario.input === undefined ? {} : { input: scenario.input }),
  };
}

function faultAt({ value, location }: Located<string>, machine: ResolvedMachine["machine"], model: ResolvedMachine["model"]): Fault {
  try {
    return parseFault(value, machine, model);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.message.replace("--fail-at ", "fault "), error.hint, location);
  }
}

function problemOf(work: () => unknown): UserError | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

function unknownName(what: string, { value, location }: Located<string>, known: readonly string[]): UserError | undefined {
  return known.includes(value) ? undefined : new UserError(`There is no ${what} "${value}"`, didYouMean(value, known), location);
}

/** An item under a key that the table does not have is absent for ever. */
function otherKey({ table, key, location }: ExpectedItem, tables: Readonly<Record<string, TableConfig>>): UserError | undefined {
  const wanted = tables[table.value]?.key ?? [];
  const given = Object.keys(key);
  if (given.length === wanted.length && wanted.every((attribute) => given.includes(attribute))) return undefined;
  return new UserError(
    `The key of ${table.value} is ${wanted.join(" and ")}, not ${given.join(" and ") || "nothing"}`,
    undefined,
    location,
  );
}

/** The machine with the scenario's tasks before its own. */
function withTasks(resolved: ResolvedMachine, { tasks }: Scenario): ResolvedMachine {
  if (Object.keys(tasks).length === 0) return resolved;
  const settings = resolved.settings ?? { substitutions: {}, steps: {}, tasks: {}, tables: {}, buckets: {} };
  return { ...resolved, settings: { ...settings, tasks: { ...settings.tasks, ...tasks } } };
}
