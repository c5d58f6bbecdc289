import { eachBit, hasBit, subtractBits } from "../../base/bits.ts";
import type { ChoiceState } from "../../asl/ast.ts";
import { postorder } from "../graph/closure.ts";
import type { FailureGround } from "./failure-ground.ts";
import type { Intents } from "./intents.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";
import { indexOf } from "../graph/machine-graph.ts";
import type { FailureEdge } from "../model.ts";
import { testedStep } from "./tested-step.ts";
import { targetsOf } from "../graph/ways-out.ts";

/** What the states are for, as far as it counts where a Choice tests a step's result, and where it tests anything else. */
export interface IntentsByTest {
  readonly tested: Intents;
  readonly untested: () => Intents | null;
}

/** The ways out of the Choice that mean failure, on this ground. */
export function choiceEdges(
  graph: MachineGraph,
  ground: FailureGround,
  choice: ChoiceState,
  { tested, untested }: IntentsByTest,
): readonly FailureEdge[] {
  const targets = [...new Set(targetsOf(choice).map(({ value }) => indexOf(graph, value)))];
  const failing = targets.filter(ground.onlyFails);
  if (failing.length === targets.length) return [];
  const step = testedStep(graph, choice, ground.before);
  const intents = step === null ? untested() : tested;
  const fork = intents && { graph, ground, intents, choice: indexOf(graph, choice.name), targets };
  const compensating = fork === null ? [] : targets.filter((target) => !ground.onlyFails(target) && recovers(fork, target));
  // Where every way that is left compensates, none of them is the way to success.
  const all = failing.length + compensating.length === targets.length ? failing : [...failing, ...compensating];
  return all.map((target) => ({ choice: choice.name, target: graph.names[target] ?? "", step }));
}

/** A Choice, and where its ways lead; by index. */
interface Fork {
  readonly graph: MachineGraph;
  readonly ground: FailureGround;
  readonly intents: Intents;
  readonly choice: number;
  readonly targets: readonly number[];
}

/**
 * Whether the way leads to what catchers lead to for undoing, through a state that may undo one before the Choice, or to a state that is
 * named for a failure, where the other ways do not pass it; and does so before any more work towards success.
 */
function recovers({ graph, ground, intents, choice, targets }: Fork, target: number): boolean {
  const { mayUndo, beginsRollback, goesForward, saysFailure } = intents;
  if (goesForward(target)) return false;
  const passed = ground.passed(target).slice();
  for (const other of targets) if (other !== target) subtractBits(passed, ground.passed(other));
  if (hasBit(passed, target) && beginsRollback(target)) return true;
  const leadsToChoice = (step: number): boolean => hasBit(ground.after(step), choice);
  const undoing = new Set(eachBit(passed).filter((index) => mayUndo(index).some(leadsToChoice)));
  if (undoing.size === 0 && !saysFailure(target)) return false;
  if (undoing.has(target)) return true;
  const before = postorder(graph.names.length, [target], (from) => (graph.next[from] ?? []).filter((to) => !undoing.has(to)));
  return !before.some((index) => goesForward(index) && hasBit(passed, index));
}
