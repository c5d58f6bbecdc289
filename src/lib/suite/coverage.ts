import type { StateMachine } from "../asl/ast.ts";
import { firstMatch } from "../asl/error-matching.ts";
import { allStates } from "../asl/graph.ts";
import { escapingErrors } from "../faults/escapes.ts";
import { UNNAMED } from "../saga/failures/error-classes.ts";
import { machineGraph } from "../saga/graph/machine-graph.ts";
import type { SagaModel } from "../saga/model.ts";
import type { VisitRecord } from "./observation.ts";

/** Something that a failing saga can do, and that some case should show. */
export interface CoverageItem {
  readonly type: "catcher" | "retrier" | "compensation" | "escape";
  readonly state: string;
  /** Catcher and retrier: the errors that it names; escape: the error that nothing catches; compensation: nothing. */
  readonly errors: readonly string[];
  /** Which catcher or retrier of the state; 0 for the others. */
  readonly index: number;
  /** How many cases showed it. */
  readonly cases: number;
}

/** What cases have shown of one machine so far. */
export interface Coverage {
  /** Adds what one case showed. */
  readonly add: (visits: readonly VisitRecord[]) => void;
  readonly items: () => readonly CoverageItem[];
}

/** Coverage of a machine over (state × catcher taken, state × retrier exhausted, compensation ran, error escaped), of no case yet. */
export function createCoverage(machine: StateMachine, model: SagaModel): Coverage {
  const cases = new Map<string, number>();
  const items = itemsOf(machine, model);
  const states = new Map([...allStates(machine)].map((state) => [state.name, state]));
  return {
    add(visits) {
      const shown = new Set(visits.flatMap((visit) => shownBy(visit, states, model)));
      for (const key of shown) cases.set(key, (cases.get(key) ?? 0) + 1);
    },
    items: () => items.map((item) => ({ ...item, cases: cases.get(keyOf(item)) ?? 0 })),
  };
}

type Item = Omit<CoverageItem, "cases">;
type States = ReadonlyMap<string, ReturnType<typeof allStates>[number]>;

function itemsOf(machine: StateMachine, model: SagaModel): readonly Item[] {
  const graph = machineGraph(machine);
  return [...allStates(machine)].flatMap((state): readonly Item[] => {
    if (state.type !== "Task" && state.type !== "Parallel" && state.type !== "Map") return [];
    const role = model.steps.get(state.name)?.role;
    const named = (errors: readonly { readonly value: string }[]): readonly string[] => errors.map(({ value }) => value);
    const catchers = state.catch.map(({ errorEquals }, index): Item => ({
      type: "catcher",
      state: state.name,
      errors: named(errorEquals),
      index,
    }));
    const retriers = state.retry.flatMap(({ errorEquals, maxAttempts }, index): readonly Item[] =>
      maxAttempts === 0 ? [] : [{ type: "retrier", state: state.name, errors: named(errorEquals), index }],
    );
    const escapes = state.type === "Task" && role === "forward" ? escapingErrors(graph, state) : [];
    return [
      ...catchers,
      ...retriers,
      ...(role === "compensation" ? [{ type: "compensation", state: state.name, errors: [], index: 0 } as const] : []),
      ...escapes.map(({ error }): Item => ({ type: "escape", state: state.name, errors: [error], index: 0 })),
    ];
  });
}

function shownBy({ state: name, failure, next }: VisitRecord, states: States, model: SagaModel): readonly string[] {
  const state = states.get(name);
  if (state === undefined || !("catch" in state)) return [];
  if (failure === null)
    return model.steps.get(name)?.role === "compensation" ? [keyOf({ type: "compensation", state: name, errors: [], index: 0 })] : [];
  const raised = failure.error === null ? {} : { error: failure.error, heartbeat: failure.error === "States.HeartbeatTimeout" };
  const retrier = firstMatch(state.retry, raised);
  const catcher = next === null ? -1 : firstMatch(state.catch, raised);
  const escaped =
    next === null && failure.error !== null
      ? [keyOf({ type: "escape", state: name, errors: [classOf(failure.error, state)], index: 0 })]
      : [];
  return [
    ...(retrier === -1 ? [] : [keyOf({ type: "retrier", state: name, errors: [], index: retrier })]),
    ...(catcher === -1 ? [] : [keyOf({ type: "catcher", state: name, errors: [], index: catcher })]),
    ...escaped,
  ];
}

/** The class that an error belongs to: its own where the definition names it. */
function classOf(
  error: string,
  { retry, catch: catchers }: { readonly retry: readonly Named[]; readonly catch: readonly Named[] },
): string {
  const named = [...retry, ...catchers].some(({ errorEquals }) => errorEquals.some(({ value }) => value === error));
  return named || error === "States.Timeout" || error === "States.HeartbeatTimeout" ? error : UNNAMED;
}

interface Named {
  readonly errorEquals: readonly { readonly value: string }[];
}

function keyOf({ type, state, errors, index }: Item): string {
  return JSON.stringify([type, state, type === "escape" ? errors[0] : index]);
}

/** How many of the items some case has shown, in percent; null where there is none. */
export function coveredPercentage(items: readonly CoverageItem[]): number | null {
  return items.length === 0 ? null : (items.filter(({ cases }) => cases > 0).length / items.length) * 100;
}
