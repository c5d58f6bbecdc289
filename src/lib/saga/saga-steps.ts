import type { Bits } from "../base/bits.ts";
import { hasBit } from "../base/bits.ts";
import type { State } from "../asl/ast.ts";
import { groupBy } from "../base/group-by.ts";
import { undoOnlySuccess } from "./dataflow/undo-only-success.ts";
import { holdersOf } from "./graph/machine-graph.ts";
import type { MachineView } from "./machine-view.ts";
import type { Confidence, Evidence, Role, SagaStep, Style } from "./model.ts";
import type { Pair } from "./pairs/pairing.ts";
import type { PairsByState } from "./pairs/pairs-by-state.ts";
import { pairsByState } from "./pairs/pairs-by-state.ts";
import { namedField } from "./words/literal-field.ts";
import type { LoneState } from "./words/see-state.ts";
import { onlyUndoes, saysUndo } from "./words/state-says.ts";
import { stepData } from "./step-data.ts";
import { takenBack } from "./pairs/taken-back.ts";
import { undoKind } from "./pairs/undo-kind.ts";

/** What a state is judged by beside itself. */
interface StepContext {
  readonly view: MachineView;
  readonly pairs: PairsByState;
  readonly takenBack: ReadonlyMap<number, readonly string[]>;
  readonly isRecovery: (seen: LoneState) => boolean;
}

/** Every state that is not control, by name, in the order of the definition. */
export function sagaSteps(view: MachineView, pairs: readonly Pair[]): ReadonlyMap<string, SagaStep> {
  const { states, way, pairing, joined } = view;
  const recovery = new Set(pairing.candidates);
  const context: StepContext = {
    view,
    pairs: pairsByState(pairs),
    takenBack: takenBack({ states, onWay: way.order, steps: pairing.steps, pairs, joined }),
    isRecovery: (seen) => recovery.has(seen),
  };
  const steps = new Map<string, SagaStep>();
  for (const seen of states) {
    const step = stepOf(seen, context);
    if (step !== undefined) steps.set(step.state, step);
  }
  addTakers(steps);
  return steps;
}

function addTakers(steps: Map<string, SagaStep>): void {
  const taking = [...steps.values()].flatMap(({ state, takesBack = NONE }) => takesBack.map((taken) => ({ state, taken })));
  for (const [taken, takers] of groupBy(taking, ({ taken }) => taken)) {
    const step = steps.get(taken);
    if (step !== undefined) steps.set(taken, { ...step, takenBackBy: takers.map(({ state }) => state) });
  }
}

const NO_PAIRS: readonly Pair[] = [];
const NONE: readonly string[] = [];

function stepOf(seen: LoneState, context: StepContext): SagaStep | undefined {
  const { state, index, declared } = seen;
  const compensations = context.pairs.ofStep.get(index) ?? NO_PAIRS;
  const undoing = context.pairs.ofCompensation.get(index) ?? NO_PAIRS;
  const role = roleOf(seen, context, { isUndone: compensations.length > 0, undoes: undoing.length > 0 });
  if (role === "control") return undefined;
  const evidence = evidenceOf(compensations, undoing);
  const step: SagaStep = {
    state,
    role,
    style: compensations.length === 0 ? null : styleOf(seen, compensations, context.view),
    compensations: namesOf(compensations),
    undoes: undoing.length === 0 ? NONE : undoing.map(({ step }) => step.state),
    undo: role === "compensation" ? (declared.undo ?? undoKind(seen.words)) : null,
    evidence,
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
  };
  const maps = mapsAround(context.view, state);
  const takesBack = role === "forward" && compensations.length === 0 ? context.takenBack.get(index) : undefined;
  if (maps.length === 0 && takesBack === undefined) return step;
  return { ...step, ...(takesBack && { takesBack }), ...(maps.length > 0 && { maps }) };
}

/** The Maps that the state lies in, outer first. */
function mapsAround({ graph }: MachineView, name: string): readonly string[] {
  const maps: string[] = [];
  for (const { state } of holdersOf(graph, name)) if (state.type === "Map") maps.unshift(state.name);
  return maps;
}

/** Whether the state stands in pairs, on either side. */
interface Paired {
  readonly isUndone: boolean;
  readonly undoes: boolean;
}

function roleOf(seen: LoneState, { view, isRecovery }: StepContext, { isUndone, undoes }: Paired): Role {
  if (seen.declared.role !== undefined) return seen.declared.role;
  if (undoes) return "compensation";
  if (isUndone) return "forward";
  const { role } = seen.nature;
  if (role !== "forward" || hasBit(view.way.bits, seen.index)) return role;
  // A task that runs only after a failure and undoes no step tells somebody, or puts the failure on record; or what it undoes was done before the machine began.
  return onlyUndoes(seen) || (isRecovery(seen) && saysUndo(seen)) ? "compensation" : "notification";
}

function namesOf(compensations: readonly Pair[]): readonly string[] {
  return compensations.length === 0 ? NONE : compensations.map(({ compensation }) => compensation.state);
}

function styleOf({ state, index, place }: LoneState, compensations: readonly Pair[], { graph, pathsOf }: MachineView): Style | null {
  const paths = pathsOf(index);
  if (paths.length === 0) {
    return isConditional(place) || undoOnlySuccess(graph, { state, compensations: namesOf(compensations) }) ? "previous" : null;
  }
  const own = (path: Bits): boolean => compensations.some(({ compensation }) => hasBit(path, compensation.index));
  if (paths.every(({ always }) => own(always))) return "self";
  return paths.some(({ some }) => own(some)) ? "by-error" : "previous";
}

/** Whether it writes only where a condition holds: where it fails, another has the lock or the seat, and to undo it would take that from them. */
function isConditional(place: State): boolean {
  return place.type === "Task" && namedField(place.arguments, "ConditionExpression") !== undefined;
}

const NO_EVIDENCE: readonly Evidence[] = [];

function evidenceOf(compensations: readonly Pair[], undoing: readonly Pair[]): readonly Evidence[] {
  const first = compensations[0] ?? undoing[0];
  if (first === undefined) return NO_EVIDENCE;
  if (compensations.length + undoing.length === 1) return first.evidence;
  return [...new Set([...compensations, ...undoing].flatMap(({ evidence }) => evidence))];
}

function confidenceOf({ declared, nature }: LoneState, role: Role, evidence: readonly Evidence[]): Confidence {
  if (declared.role !== undefined || evidence.includes("declared")) return "certain";
  if (evidence.length > 0) return evidence.includes("name") ? "likely" : "guess";
  return role === nature.role ? nature.confidence : "guess";
}
