import type { Diagnostic } from "../base/diagnostic.ts";
import type { Flow, StateMachine } from "../asl/ast.ts";
import { allFlows, allStates, nestedFlows } from "../asl/graph.ts";
import type { Pair } from "./candidate.ts";
import { readDirectives } from "./directives.ts";
import type { Holder } from "./machine-graph.ts";
import { holdersOf, leadingTo, predecessors, successors } from "./machine-graph.ts";
import type { MachineView } from "./machine-view.ts";
import { skipFailures, viewMachine } from "./machine-view.ts";
import { saysUndo } from "./match-states.ts";
import { checkDeclarations, mergeDeclarations } from "./merge-declarations.ts";
import type { Confidence, Evidence, Role, SagaDeclarations, SagaModel, SagaStep, Style } from "./model.ts";
import { pairSteps } from "./pair-steps.ts";
import type { LoneState } from "./see-state.ts";
import { speaksOfSaga } from "./speaks-of-saga.ts";
import type { StateSet } from "./state-set.ts";
import { stepData } from "./step-data.ts";
import { undoKind } from "./undo-kind.ts";

/** A model and what is wrong with the declarations it was built from. */
export interface BuiltModel {
  readonly model: SagaModel;
  readonly diagnostics: readonly Diagnostic[];
}

/** What saga-cli believes of a machine, from its definition and what the config and Comments declare of it (DESIGN.md §5). */
export function buildModel(machineName: string, machine: StateMachine, config: SagaDeclarations): BuiltModel {
  const directives = readDirectives(machine);
  const declarations = mergeDeclarations(config, directives.declarations);
  const view = viewMachine(machine, declarations);
  const pairs = pairsOf(view);
  const context = { view, pairs: byState(pairs), rejoining: rejoining(view), recovery: new Set(view.recovery.map(({ state }) => state)) };
  const steps = new Map([...view.states.values()].flatMap((seen) => stepOf(seen, context)).map((step) => [step.state, step]));
  const model: SagaModel = {
    machine: machineName,
    saga: declarations.saga ?? isJudged(view, pairs),
    source: pairs.length > 0 && pairs.every(({ evidence }) => evidence.includes("declared")) ? "declared" : "inferred",
    key: declarations.key ?? null,
    style: commonStyle([...steps.values()]),
    rollbackMaySucceed: declarations.rollbackMaySucceed ?? false,
    steps,
    failureEdges: view.failureEdges,
    lastLeg: lastLeg(view, steps),
  };
  return { model, diagnostics: [...directives.diagnostics, ...checkDeclarations(machine, config)] };
}

/** Declared pairs win: a step or compensation that stands in one is in no inferred pair. */
function pairsOf({ states, steps, recovery, failing }: MachineView): readonly Pair[] {
  const declared: readonly Pair[] = [...states.values()].flatMap(({ state, declared }) =>
    (declared.compensations ?? [])
      .filter((compensation) => states.has(compensation))
      .map((compensation): Pair => ({ step: state, compensation, evidence: ["declared"] })),
  );
  const taken = byState(declared);
  const inferred = pairSteps(steps, recovery, failing).filter(
    ({ step, compensation }) => !taken.ofStep.has(step) && !taken.ofCompensation.has(compensation),
  );
  return [...declared, ...inferred];
}

/** Pairs by what they are about. */
interface PairsByState {
  readonly ofStep: ReadonlyMap<string, readonly Pair[]>;
  readonly ofCompensation: ReadonlyMap<string, readonly Pair[]>;
}

function byState(pairs: readonly Pair[]): PairsByState {
  const [ofStep, ofCompensation] = [new Map<string, Pair[]>(), new Map<string, Pair[]>()];
  for (const pair of pairs) {
    ofStep.set(pair.step, [...(ofStep.get(pair.step) ?? []), pair]);
    ofCompensation.set(pair.compensation, [...(ofCompensation.get(pair.compensation) ?? []), pair]);
  }
  return { ofStep, ofCompensation };
}

/** What a state is judged by beside itself. */
interface StepContext {
  readonly view: MachineView;
  readonly pairs: PairsByState;
  /** The states that lead back to work on the way to success. */
  readonly rejoining: ReadonlySet<string>;
  readonly recovery: ReadonlySet<string>;
}

function stepOf(seen: LoneState, context: StepContext): readonly SagaStep[] {
  const { state, declared } = seen;
  const compensations = context.pairs.ofStep.get(state) ?? [];
  const undoing = context.pairs.ofCompensation.get(state) ?? [];
  const role = roleOf(seen, context, undoing.length > 0);
  if (role === "control") return [];
  const evidence = new Set([...compensations, ...undoing].flatMap((pair) => pair.evidence));
  const names = compensations.map(({ compensation }) => compensation);
  const step: SagaStep = {
    state,
    role,
    style: styleOf(seen, names, context.view),
    compensations: names,
    undoes: undoing.map(({ step }) => step),
    undo: role === "compensation" ? (declared.undo ?? undoKind(seen.words)) : null,
    evidence: [...evidence],
    confidence: confidenceOf(seen, role, evidence),
    pivot: declared.pivot ?? false,
    idempotent: declared.idempotent ?? false,
    optional: declared.optional ?? false,
    fallback: declared.fallback ?? false,
    tombstone: declared.tombstone ?? false,
    onUnknown: declared.onUnknown ?? null,
    resolves: declared.resolves ?? null,
    key: declared.key ?? null,
    count: declared.count ?? null,
    noCompensation: declared.noCompensation ?? null,
    data: stepData(seen.place),
    ...mapsAround(context.view, state),
  };
  return [step];
}

function mapsAround({ graph }: MachineView, name: string): Pick<SagaStep, "maps"> {
  const maps = holdersOf(graph, name).flatMap(({ state }) => (state.type === "Map" ? [state.name] : []));
  return maps.length === 0 ? {} : { maps: maps.toReversed() };
}

function roleOf(seen: LoneState, { view, rejoining, recovery }: StepContext, undoes: boolean): Role {
  if (seen.declared.role !== undefined) return seen.declared.role;
  if (undoes) return "compensation";
  const { role } = seen.nature;
  if (role !== "forward" || view.forward.has(seen.state) || rejoining.has(seen.state)) return role;
  // A task that runs only after a failure and undoes no step tells somebody, or puts the failure on record.
  return recovery.has(seen.state) && saysUndo(seen) ? "compensation" : "notification";
}

/** From where the way to success goes on although a failure led there: an alternative, not a rollback. */
function rejoining({ graph, forward }: MachineView): ReadonlySet<string> {
  const working = [...forward].filter((name) => graph.states.get(name)?.state.type === "Task");
  return leadingTo(working, predecessors(graph));
}

function styleOf({ state }: LoneState, compensations: readonly string[], { pathsOf }: MachineView): Style | null {
  const paths = compensations.length === 0 ? [] : pathsOf(state);
  if (paths.length === 0) return null;
  const own = (names: StateSet): boolean => compensations.some((name) => names.has(name));
  if (paths.every(({ always }) => own(always))) return "self";
  return paths.some(({ some }) => own(some)) ? "by-error" : "previous";
}

function confidenceOf({ declared, nature }: LoneState, role: Role, evidence: ReadonlySet<Evidence>): Confidence {
  if (declared.role !== undefined || evidence.has("declared")) return "certain";
  if (evidence.size > 0) return evidence.has("name") ? "likely" : "guess";
  return role === nature.role ? nature.confidence : "guess";
}

function commonStyle(steps: readonly SagaStep[]): Style | null {
  const styles = new Set(steps.flatMap(({ style }) => (style === null ? [] : [style])));
  const [only] = styles;
  return styles.size === 1 ? (only ?? null) : null;
}

/** DESIGN.md §5.4: a declared pair, a pair with two kinds of evidence, or the definition's own words. */
function isJudged({ graph, states }: MachineView, pairs: readonly Pair[]): boolean {
  if (pairs.some(({ evidence }) => evidence.includes("declared") || evidence.length >= 2)) return true;
  return speaksOfSaga(graph.machine, (name) => states.get(name)?.words.name.tokens ?? []);
}

function lastLeg({ graph, failureEdges, forward }: MachineView, steps: ReadonlyMap<string, SagaStep>): ReadonlySet<string> {
  const skip = skipFailures(failureEdges);
  const isAhead = (name: string): boolean => ["forward", "decision"].includes(steps.get(name)?.role ?? "control");
  const notLast = leadingTo(graph.names.filter(isAhead), predecessors(graph, skip));
  const working = new Set([...allFlows(graph.machine)].filter((flow) => [...allStates(flow)].some(({ name }) => isAhead(name))));
  const isBeside = (name: string): boolean =>
    holdersOf(graph, name).some((holder) => flowsBeside(holder).some((flow) => working.has(flow)));
  return new Set([...forward].filter((name) => !successors(graph, name, skip).some((next) => notLast.has(next)) && !isBeside(name)));
}

/** What runs at the same time: the other branches of a Parallel, the other iterations of a Map. */
function flowsBeside({ state, flow }: Holder): readonly Flow[] {
  return state.type === "Map" ? [flow] : nestedFlows(state).filter((other) => other !== flow);
}
