import type { StateMachine } from "../../asl/ast.ts";
import { keptWith } from "../../base/kept-with.ts";
import { lazily } from "../../base/lazily.ts";
import type { CaughtLoss, Loss, ReplacedLoss, Traced } from "./data-losses.ts";
import { findCaught, findReplaced } from "./data-losses.ts";
import { findMissing, missingFinder } from "./data-missing.ts";
import { mustBeWritten, placesWritten } from "./data-kept.ts";
import { readsOf } from "./data-reads.ts";
import { readersOf } from "./data-readers.ts";
import type { Gap } from "./data-trace.ts";
import { traceNeeds } from "./data-trace.ts";
import { readersFrom } from "./data-witness.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";
import { machineGraph } from "../graph/machine-graph.ts";
import type { SagaModel } from "../model.ts";
import { wayToSuccess } from "../graph/way-to-success.ts";

/** Where some path of an execution has lost, or never had, what is read on it. */
export interface DataFlow {
  /** By catchers whose error output takes the place of input that is read later. */
  readonly caught: readonly CaughtLoss[];
  /** By results that take the place of input that a recovery state reads later. */
  readonly replaced: readonly ReplacedLoss[];
  /** Places that a recovery state reads, and that no state of some path has put there. */
  readonly missing: readonly Loss[];
}

const known = keptWith<SagaModel, DataFlow>();

/** Analyses the machine of the model, once for all that ask. */
export function dataFlowOf(machine: StateMachine, model: SagaModel): DataFlow {
  let flow = known.get(model);
  if (flow === undefined) known.set(model, (flow = analyse(machine, model)));
  return flow;
}

function analyse(machine: StateMachine, model: SagaModel): DataFlow {
  const graph = machineGraph(machine);
  const forward = wayToSuccess(graph, model.failureEdges).states;
  if (!mayLose(graph)) return NOTHING_LOST;
  const { gaps, met } = traceNeeds(graph, readersOf({ graph, model, forward }));
  const isMissing = missingFinder({ graph, forward, gaps });
  const isLost = (gap: Gap): boolean => gap.type === "caught" || gap.type === "result" || isMissing(gap);
  const finders = lazily(() => readersFrom([...met, ...gaps.filter((gap) => !isLost(gap)).map(({ need }) => need)]));
  const traced: Traced = { model, graph, forward, gaps, isMissing, always: (reader) => !finders().has(reader) };
  return { caught: findCaught(traced), replaced: findReplaced(traced), missing: findMissing(traced) };
}

const NOTHING_LOST: DataFlow = { caught: [], replaced: [], missing: [] };

/** Whether it is worth while to trace anything: many machines only add results to their input, and nobody reads any of these. */
function mayLose(graph: MachineGraph): boolean {
  const written = placesWritten(graph);
  if (written === null) return true;
  return graph.places.some(({ state }) => readsOf(state).reads.some(({ demand }) => mustBeWritten(demand, written)));
}
