import { buildModel } from "../../../src/lib/saga/build-model.ts";
import type { SagaModel } from "../../../src/lib/saga/model.ts";
import { machineOf } from "./machine-of.ts";

/** The steps of a model that are undone, and by what. */
export function pairsOf({ steps }: SagaModel): Record<string, readonly string[]> {
  return Object.fromEntries(
    [...steps.values()].filter(({ compensations }) => compensations.length > 0).map((s) => [s.state, s.compensations]),
  );
}

/** The same of a machine with these states, the first of which it starts at, and a Fail called Failed. */
export function pairsOfStates(states: object): Record<string, readonly string[]> {
  const definition = { StartAt: Object.keys(states)[0], States: { ...states, Failed: { Type: "Fail" } } };
  return pairsOf(buildModel("saga", machineOf(definition), { steps: {} }).model);
}
