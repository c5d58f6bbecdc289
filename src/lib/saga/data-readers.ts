import type { State, StateMachine } from "../asl/ast.ts";
import { allStates } from "../asl/graph.ts";
import { isObject } from "../base/json.ts";
import type { Template } from "../expr/template.ts";
import type { Keys } from "./data-demand.ts";
import { inputAt, isWithin } from "./data-demand.ts";
import { resultPlace } from "./data-made.ts";
import type { StateReads } from "./data-reads.ts";
import type { Reader } from "./data-trace.ts";
import type { SagaModel } from "./model.ts";

/** Everybody whose data an analysis asks for, those of the recovery region first. */
export function* readersOf(
  machine: StateMachine,
  model: SagaModel,
  forward: ReadonlySet<string>,
  reads: (state: State) => StateReads,
): Generator<Reader> {
  const states = [...allStates(machine)];
  const assigned = new Set(states.flatMap(assignedBy));
  const byName = new Map(states.map((state) => [state.name, state]));
  const recovery = states.filter(({ name }) => !forward.has(name));
  for (const state of [...recovery, ...states.filter(({ name }) => forward.has(name))]) {
    const saved = savedFor(state, model, byName);
    for (const read of reads(state).reads) {
      const { variable, keys } = read.demand;
      if (variable === null && keys.length === 0) {
        if (forward.has(state.name)) continue;
        yield* wholeReaders(state, model, reads(state), saved);
      } else if (variable === null || assigned.has(variable)) {
        const own = variable === null ? saved.find(({ place }) => isWithin(keys, place)) : undefined;
        yield { ...read, kind: "field", saves: own?.step ?? null };
      }
    }
  }
}

/**
 * A compensation that works on its whole input needs what its steps left there, unless it reads a variable or the execution, too: then
 * nobody knows from which of them it learns what to undo.
 */
function* wholeReaders(state: State, model: SagaModel, { reads, more }: StateReads, saved: readonly Saved[]): Generator<Reader> {
  const read = reads.find(({ demand }) => demand.variable === null && demand.keys.length === 0);
  if (read === undefined || more || model.steps.get(state.name)?.role !== "compensation") return;
  yield { ...read, kind: "whole", saves: null };
  for (const { step, place } of saved) yield { ...read, demand: inputAt(place), kind: "saved", saves: step };
}

interface Saved {
  readonly step: string;
  readonly place: Keys;
}

/** Where the steps that the state undoes put their results. */
function savedFor(state: State, model: SagaModel, states: ReadonlyMap<string, State>): readonly Saved[] {
  return (model.steps.get(state.name)?.undoes ?? []).flatMap((step) => {
    const undone = states.get(step);
    return undone && "resultPath" in undone ? resultPlace(undone.resultPath).map((place) => ({ step, place })) : [];
  });
}

/** The variables that a state assigns, on whichever way it is left; only they are variables of the machine. */
function assignedBy(state: State): readonly string[] {
  const caught = "catch" in state ? state.catch.map(({ assign }) => assign) : [];
  const rules = state.type === "Choice" ? state.choices.map(({ assign }) => assign) : [];
  const own = "assign" in state ? state.assign : undefined;
  return [own, ...caught, ...rules].flatMap(namesIn);
}

function namesIn(assign: Template | undefined): readonly string[] {
  if (assign?.type === "object") return assign.entries.map(({ key }) => key);
  return assign?.type === "literal" && isObject(assign.value) ? Object.keys(assign.value) : [];
}
