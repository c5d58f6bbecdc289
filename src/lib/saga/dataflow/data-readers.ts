import type { State } from "../../asl/ast.ts";
import { isObject } from "../../base/json.ts";
import { JSONATA_FUNCTIONS } from "../../expr/jsonata-foreign.ts";
import type { Template } from "../../expr/template.ts";
import type { Keys } from "./data-demand.ts";
import { inputAt, isWithin } from "./data-demand.ts";
import { savedPlaces } from "./data-made.ts";
import { readsOf } from "./data-reads.ts";
import type { Reader } from "./data-trace.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";
import { liesIn } from "../graph/machine-graph.ts";
import type { SagaModel } from "../model.ts";

/** What a search for readers asks. */
export interface ReadersContext {
  readonly graph: MachineGraph;
  readonly model: SagaModel;
  /** The states on the way to success. */
  readonly forward: ReadonlySet<string>;
}

/** Everybody whose data an analysis asks for, those of the recovery region first. */
export function readersOf(context: ReadersContext): readonly Reader[] {
  const { graph, forward } = context;
  const assigned = assignedIn(graph);
  const readers: Reader[] = [];
  for (const { state } of graph.places) if (!forward.has(state.name)) addReaders(readers, context, state, assigned);
  for (const { state } of graph.places) if (forward.has(state.name)) addReaders(readers, context, state, assigned);
  return readers;
}

function addReaders(readers: Reader[], context: ReadersContext, state: State, assigned: ReadonlySet<string>): void {
  const isForward = context.forward.has(state.name);
  const { reads } = readsOf(state);
  if (reads.length === 0) return;
  const saved = savedFor(context, state);
  for (const read of reads) {
    const { variable, keys } = read.demand;
    if (variable === null && keys.length === 0) {
      if (!isForward) addWholeReaders(readers, context, state, saved);
    } else if (variable === null || assigned.has(variable) || !JSONATA_FUNCTIONS.has(variable)) {
      const own = variable === null ? saved.find(({ place }) => isWithin(keys, place)) : undefined;
      readers.push({ ...read, kind: "field", saves: own?.step ?? null });
    }
  }
}

/**
 * A compensation that works on its whole input needs what its steps left there, unless it reads a variable or the execution, too: then
 * nobody knows from which of them it learns what to undo.
 */
function addWholeReaders(readers: Reader[], { model }: ReadersContext, state: State, saved: readonly Saved[]): void {
  const { reads: all, readsElsewhere } = readsOf(state);
  const read = all.find(({ demand }) => demand.variable === null && demand.keys.length === 0);
  if (read === undefined || readsElsewhere || model.steps.get(state.name)?.role !== "compensation") return;
  readers.push({ ...read, kind: "whole", saves: null });
  for (const { step, place } of saved) readers.push({ ...read, demand: inputAt(place), kind: "saved", saves: step });
}

interface Saved {
  readonly step: string;
  readonly place: Keys;
}

/** Where the steps that the state undoes put their results; those of a branch or an iteration put them into data that nobody outside has. */
function savedFor({ graph, model }: ReadersContext, { name }: State): readonly Saved[] {
  const saved: Saved[] = [];
  for (const step of model.steps.get(name)?.undoes ?? []) {
    const undone = graph.states.get(step);
    if (undone && liesIn(graph, name, undone.flow)) for (const place of savedPlaces(undone.state)) saved.push({ step, place });
  }
  return saved;
}

/** The variables that states assign, on whichever way they are left; unassigned, their names may still be those of functions. */
function assignedIn({ places }: MachineGraph): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { state } of places) {
    if ("assign" in state) addNames(names, state.assign);
    if ("catch" in state) for (const { assign } of state.catch) addNames(names, assign);
    if (state.type === "Choice") for (const { assign } of state.choices) addNames(names, assign);
  }
  return names;
}

function addNames(names: Set<string>, assign: Template | undefined): void {
  if (assign?.type === "object") for (const { key } of assign.entries) names.add(key);
  else if (assign?.type === "literal" && isObject(assign.value)) for (const key of Object.keys(assign.value)) names.add(key);
}
