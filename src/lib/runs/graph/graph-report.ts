import type { CoverageRow } from "../../saga/failures/coverage.ts";
import { coverageOf } from "../../saga/failures/coverage.ts";
import { analyseFailures } from "../../saga/failures/failures.ts";
import { machineGraph } from "../../saga/graph/machine-graph.ts";
import type { SagaModel, SagaStep } from "../../saga/model.ts";
import { wayOnward, wayToSuccess } from "../../saga/graph/way-to-success.ts";
import type { DrawnFlow } from "./draw-machine.ts";
import { drawMachine } from "./draw-machine.ts";
import type { LoadedMachine } from "./load-machines.ts";

/** What saga-cli believes of one machine, ready to be drawn. */
export interface MachineReport {
  readonly machine: string;
  readonly file: string;
  readonly model: SagaModel;
  readonly flow: DrawnFlow;
  /** States on the way to success, in its order, with its alternatives. */
  readonly way: readonly string[];
  /** Those of them that only a failure leads to. */
  readonly alternatives: ReadonlySet<string>;
  /** Steps in the order of the way to success, then all others. */
  readonly steps: readonly SagaStep[];
  /** Which compensations run after which failure; none where it is no saga. */
  readonly coverage: readonly CoverageRow[];
}

/** What is to be drawn of a machine. */
export function graphReport({ name, file, machine, model }: LoadedMachine): MachineReport {
  const graph = machineGraph(machine);
  const { states } = wayOnward(graph, model);
  const way = [...states];
  const usual = wayToSuccess(graph, model.failureEdges).states;
  const alternatives = new Set(way.filter((state) => !usual.has(state)));
  const onWay = way.flatMap((state) => model.steps.get(state) ?? []);
  const others = [...model.steps.values()].filter(({ state }) => !states.has(state));
  const coverage = model.saga && !machine.unread ? coverageOf(analyseFailures(machine, model), model) : [];
  return { machine: name, file, model, flow: drawMachine(machine, model), way, alternatives, steps: [...onWay, ...others], coverage };
}
