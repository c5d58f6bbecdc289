import type { Bits } from "../../base/bits.ts";
import { dropBit, hasBit, noBits, sameBits, uniteBits } from "../../base/bits.ts";
import { keptWith } from "../../base/kept-with.ts";
import type { StateMachine, TaskState } from "../../asl/ast.ts";
import type { Aftermath } from "../graph/aftermath.ts";
import { aftermath } from "../graph/aftermath.ts";
import type { Endings } from "./endings.ts";
import { endings } from "./endings.ts";
import { errorClasses, raisedAs, UNNAMED } from "./error-classes.ts";
import { handlerOf } from "../graph/handler-of.ts";
import type { Holder, MachineGraph } from "../graph/machine-graph.ts";
import { holdersOf, indexOf, machineGraph } from "../graph/machine-graph.ts";
import type { FailureEdge, SagaModel } from "../model.ts";
import { onlyForwardOn } from "./only-forward.ts";
import type { OpenEffects } from "./open-effects.ts";
import { openEffects } from "./open-effects.ts";
import type { ShortestWays } from "../graph/shortest-way.ts";
import { shortestWays } from "../graph/shortest-way.ts";
import type { StateSet } from "../graph/state-set.ts";
import { stateSet } from "../graph/state-set.ts";
import type { UndoneSteps } from "./undone-steps.ts";
import { undoneSteps } from "./undone-steps.ts";
import { wayOnward } from "../graph/way-to-success.ts";

/** One way in which a state can fail, what may stand then, and what runs then. */
export interface Failure {
  /** The state that fails; for a Choice that finds the failure of one step in its result, that step. */
  readonly state: string;
  /** The error class; null where a Choice finds the failure in a result. */
  readonly error: string | null;
  /** The state whose catcher takes the error, or the Choice; null where nothing takes it, and the execution fails. */
  readonly handler: string | null;
  /** What runs next; null where nothing takes the error. */
  readonly target: string | null;
  /** Other steps whose effect may stand, those that run beside it not counted. */
  readonly open: StateSet;
  /** Steps whose effect may stand in other branches or iterations. */
  readonly beside: StateSet;
  /** What runs then, on some way and on every way, as far as the way to success. */
  readonly some: StateSet;
  readonly always: StateSet;
  /** The steps that are undone then, on some way and on every way. */
  readonly undone: StateSet;
  readonly undoneAlways: StateSet;
}

/** Every way in which a machine can fail once: the path analysis that the rules of coverage and order, and the coverage, are derived from. */
export interface FailureAnalysis {
  readonly graph: MachineGraph;
  /** The way to success, in its order. */
  readonly forward: ReadonlySet<string>;
  /** Those of it that run only while the saga goes on. */
  readonly onlyForward: ReadonlySet<string>;
  readonly effects: OpenEffects;
  readonly after: Aftermath;
  /** What is undone instead of what runs. */
  readonly undone: UndoneSteps;
  readonly endings: Endings;
  readonly ways: ShortestWays;
  /** In the order of the definition. */
  readonly failures: readonly Failure[];
}

const known = keptWith<SagaModel, FailureAnalysis>();

/** The failures of the model's machine; analysed once. */
export function analyseFailures(machine: StateMachine, model: SagaModel): FailureAnalysis {
  let analysis = known.get(model);
  if (analysis === undefined) known.set(model, (analysis = analyse(machine, model)));
  return analysis;
}

function analyse(machine: StateMachine, model: SagaModel): FailureAnalysis {
  const graph = machineGraph(machine);
  const way = wayOnward(graph, model);
  const forward = way.states;
  const onlyForward = onlyForwardOn(way, graph, model);
  const after = onlyForward === forward ? way.after() : aftermath(graph, onlyForward);
  const undone = undoneSteps(graph, model, after);
  const effects = openEffects(graph, model);
  const nothing = noBits(graph.names.length);
  const context: Context = { graph, effects, after, undone, nothing, none: stateSet(graph, nothing), runs: [] };
  const failures: Failure[] = [];
  for (const { state } of graph.places) if (state.type === "Task") addTaskFailures(context, state, failures);
  for (const edge of model.failureEdges) addChoiceFailure(context, edge, failures);
  return {
    graph,
    forward,
    onlyForward,
    effects,
    after,
    undone,
    endings: endings({ graph, forward: onlyForward, after, model }),
    ways: shortestWays(graph),
    failures,
  };
}

interface Context {
  readonly graph: MachineGraph;
  readonly effects: OpenEffects;
  readonly after: Aftermath;
  readonly undone: UndoneSteps;
  readonly nothing: Bits;
  readonly none: StateSet;
  /** By index of the target: most errors of most states lead to the same few. */
  readonly runs: (Runs | undefined)[];
}

type Runs = Pick<Failure, "some" | "always" | "undone" | "undoneAlways">;

function addTaskFailures(context: Context, task: TaskState, failures: Failure[]): void {
  const { graph, effects } = context;
  const state = task.name;
  const index = indexOf(graph, state);
  const entering = effects.entering[index];
  if (entering === undefined) return;
  const holders = holdersOf(graph, state);
  const open = stateSet(graph, withoutState(entering, index));
  const beside = besideOf(context, holders);
  const fail = (error: string): void => {
    const handler = handlerOf(graph, state, raisedAs(error));
    const target = handler === undefined ? null : handler.catcher.next.value;
    const { some, always, undone, undoneAlways } = runsFrom(context, target);
    failures.push({ state, error, handler: handler?.state ?? null, target, open, beside, some, always, undone, undoneAlways });
  };
  // The simplest first: what is said of a failure is best said of one without a name.
  fail(UNNAMED);
  const around = holders.map((holder) => holder.state);
  for (const error of errorClasses(task, around)) if (error !== UNNAMED) fail(error);
}

function addChoiceFailure(context: Context, { choice, target, step }: FailureEdge, failures: Failure[]): void {
  const { graph, effects } = context;
  const entering = effects.entering[indexOf(graph, choice)];
  if (entering === undefined) return;
  const open = stateSet(graph, step === null ? entering : withoutState(entering, indexOf(graph, step)));
  const beside = besideOf(context, holdersOf(graph, choice));
  failures.push({ state: step ?? choice, error: null, handler: choice, target, open, beside, ...runsFrom(context, target) });
}

function runsFrom(context: Context, target: string | null): Runs {
  const { graph, runs, none } = context;
  const at = target === null ? -1 : indexOf(graph, target);
  if (at === -1) return { some: none, always: none, undone: none, undoneAlways: none };
  return (runs[at] ??= runsOf(context, at));
}

function runsOf({ graph, after, undone: undoneFrom, nothing }: Context, target: number): Runs {
  const some = stateSet(graph, after.some[target] ?? nothing);
  const undone = stateSet(graph, undoneFrom.some(target));
  const always = after.always[target] ?? nothing;
  // Most rollbacks have one way only.
  if (sameBits(some.bits, always)) return { some, always: some, undone, undoneAlways: undone };
  return { some, always: stateSet(graph, always), undone, undoneAlways: stateSet(graph, undoneFrom.always(target)) };
}

function besideOf({ graph, effects, none }: Context, holders: readonly Holder[]): StateSet {
  return holders.length === 0 ? none : effectsBeside(graph, effects, holders);
}

/** The steps whose effect may stand in the other branches and iterations of these holders. */
function effectsBeside(graph: MachineGraph, effects: OpenEffects, holders: readonly Holder[]): StateSet {
  const beside = noBits(graph.names.length);
  for (const { state, flow } of holders) uniteBits(beside, effects.beside(state, flow));
  return stateSet(graph, beside);
}

function withoutState(bits: Bits, at: number): Bits {
  if (!hasBit(bits, at)) return bits;
  const others = bits.slice();
  dropBit(others, at);
  return others;
}
