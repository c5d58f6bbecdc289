import type { Diagnostic } from "../base/diagnostic.ts";
import type { StateMachine } from "../asl/ast.ts";
import { readDirectives } from "./directives.ts";
import { lastLeg } from "./last-leg.ts";
import { indexOf, machineGraph } from "./graph/machine-graph.ts";
import type { MachineView } from "./machine-view.ts";
import { viewMachine } from "./machine-view.ts";
import { checkDeclarations, mergeDeclarations } from "./merge-declarations.ts";
import type { SagaDeclarations, SagaModel, SagaStep, Style } from "./model.ts";
import type { Pair } from "./pairs/pairing.ts";
import { pairSteps } from "./pairs/pair-steps.ts";
import { pairsByState } from "./pairs/pairs-by-state.ts";
import { sagaSign } from "./saga-sign.ts";
import { sagaSteps } from "./saga-steps.ts";

/** A model and what is wrong with the declarations it was built from. */
export interface BuiltModel {
  readonly model: SagaModel;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What saga-cli believes of a machine, from its definition and what the config and Comments declare of it (docs/saga-model.md). In the order in
 * which it is made, each from its folder:
 * - what each state says of itself, in `words`: `readWord`, `nameWords`, `stateWords`, `natureOf`, `seeState`;
 * - where it stands, in `regions`: `findFailureEdges`, `findDetours`, `recoveryStates`, `hiddenSteps`, all called by `viewMachine`;
 * - what undoes what, in `pairs`: the passes of `pairSteps`, by what `matchNames` and `matchStates` of `words` say;
 * - what each state is for: `sagaSteps`.
 *
 * Two analyses follow the model through the `graph` of the machine: `analyseFailures` in `failures` (which effects stand after each
 * failure, and what runs then) and `dataFlowOf` in `dataflow` (whether what compensations read is there).
 */
export function buildModel(machineName: string, machine: StateMachine, config: SagaDeclarations): BuiltModel {
  const graph = machineGraph(machine);
  const directives = readDirectives(graph);
  const declarations = mergeDeclarations(config, directives.declarations);
  const view = viewMachine(graph, declarations);
  const pairs = pairsOf(view);
  const steps = sagaSteps(view, pairs);
  const isDeclaredOne = declarations.saga ?? (pairs.some(isDeclared) ? true : null);
  const sign = isDeclaredOne === null ? sagaSign(view, pairs) : null;
  const model: SagaModel = {
    machine: machineName,
    saga: isDeclaredOne ?? sign !== null,
    sign,
    source: pairs.length > 0 && pairs.every(isDeclared) ? "declared" : "inferred",
    key: declarations.key ?? null,
    style: commonStyle(steps.values()),
    rollbackMaySucceed: declarations.rollbackMaySucceed ?? false,
    steps,
    failureEdges: view.failureEdges,
    detours: view.detours,
    lastLeg: lastLeg(view, steps),
  };
  return { model, diagnostics: [...directives.diagnostics, ...checkDeclarations(graph, config)] };
}

/** Declared pairs win: a step or compensation that stands in one is in no inferred pair. */
function pairsOf({ graph, states, pairing }: MachineView): readonly Pair[] {
  const inferred = pairSteps(pairing);
  const declared = states.flatMap((step) =>
    (step.declared.compensations ?? []).flatMap((name): readonly Pair[] => {
      const compensation = states[indexOf(graph, name)];
      return compensation === undefined ? [] : [{ step, compensation, evidence: ["declared"] }];
    }),
  );
  if (declared.length === 0) return inferred;
  const taken = pairsByState(declared);
  const free = inferred.filter(({ step, compensation }) => !taken.ofStep.has(step.index) && !taken.ofCompensation.has(compensation.index));
  return [...declared, ...free];
}

/** The style of all steps that have one; null where they differ. */
function commonStyle(steps: Iterable<SagaStep>): Style | null {
  let common: Style | null = null;
  for (const { style } of steps) {
    if (style === null) continue;
    if (common !== null && common !== style) return null;
    common = style;
  }
  return common;
}

function isDeclared({ evidence }: Pair): boolean {
  return evidence.includes("declared");
}
