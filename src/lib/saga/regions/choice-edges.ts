import type { Bits } from "../../base/bits.ts";
import { eachBit, hasBit, noBits, sharedBits, subtractBits } from "../../base/bits.ts";
import { lazily } from "../../base/lazily.ts";
import type { ChoiceState } from "../../asl/ast.ts";
import { postorder } from "../graph/closure.ts";
import type { FailureGround } from "./failure-ground.ts";
import type { Intents } from "./intents.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";
import { indexOf } from "../graph/machine-graph.ts";
import type { FailureEdge } from "../model.ts";
import { testedStep } from "./tested-step.ts";
import { answersOf, targetsOf } from "../graph/ways-out.ts";
import { wherePresent } from "./where-present.ts";

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
  const fork = intents && {
    ...forkOf(ground, targets),
    graph,
    intents,
    choice: indexOf(graph, choice.name),
    caught: caughtInto(graph, step),
  };
  const present = lazily(() => wherePresent(graph, choice));
  const onward = targets.filter((target) => !ground.onlyFails(target));
  const compensating = fork === null ? [] : meaningFailure(fork, onward).filter((target) => !onlyCleansUp(fork, present(), target));
  return [...failing, ...compensating].map((target) => ({ choice: choice.name, target: graph.names[target] ?? "", step }));
}

/** Those of the ways that compensate and leave the way to success to another one. */
function meaningFailure(fork: Fork, onward: readonly number[]): readonly number[] {
  const compensating = onward.filter((target) => recovers(fork, target));
  // What only comes round to the Choice again, as one that waits for an answer does, is no way to success.
  if (onward.some((target) => !compensating.includes(target) && comesToAnEnd(fork, target))) return compensating;
  const saying = compensating.filter(fork.intents.saysFailure);
  return saying.length < compensating.length ? saying : [];
}

/** Whether the way is gone where there is something to clean up, and the other ways only leave that out: success and failure share it. */
function onlyCleansUp({ passed, targets }: Fork, present: ReadonlySet<number>, target: number): boolean {
  if (!present.has(target)) return false;
  const own = passed(target);
  return targets.every((other) => other === target || eachBit(passed(other)).every((index) => hasBit(own, index) && index !== target));
}

function comesToAnEnd({ ground, passed }: Fork, target: number): boolean {
  return eachBit(passed(target)).some((index) => ground.next[index]?.length === 0);
}

/** A Choice, and where its ways lead; by index. */
interface Fork {
  readonly graph: MachineGraph;
  readonly ground: FailureGround;
  readonly intents: Intents;
  readonly choice: number;
  readonly targets: readonly number[];
  /** What runs from a target on, as far as it counts. */
  readonly passed: (target: number) => Bits;
  /** What more than one way passes. */
  readonly shared: Bits;
  /** Where the errors of the step that the Choice tests lead. */
  readonly caught: ReadonlySet<number>;
}

/** Each way is followed once: one of many goes by most of what the others go by. */
function forkOf(ground: FailureGround, targets: readonly number[]): Pick<Fork, "ground" | "targets" | "passed" | "shared"> {
  const size = ground.next.length;
  const rows = new Map(targets.map((target) => [target, ground.passed(target)]));
  return { ground, targets, passed: (target) => rows.get(target) ?? noBits(size), shared: sharedBits([...rows.values()], size) };
}

function caughtInto(graph: MachineGraph, step: string | null): ReadonlySet<number> {
  const state = step === null ? undefined : graph.states.get(step)?.state;
  return new Set(state === undefined ? [] : answersOf(state).map((name) => indexOf(graph, name)));
}

/**
 * Whether the way leads to what catchers lead to for undoing, through a state that may undo one before the Choice, or to a state that is
 * named for a failure, where the other ways do not pass it; and does so before any more work towards success, unless it comes to where
 * the tested step's own errors are rolled back.
 */
function recovers({ graph, ground, intents, choice, passed: passedFrom, shared, caught }: Fork, target: number): boolean {
  const { mayUndo, beginsRollback, goesForward, saysFailure } = intents;
  const undoesBefore = (state: number): boolean => mayUndo(state).some((step) => hasBit(ground.after(step), choice));
  const passed = passedFrom(target).slice();
  subtractBits(passed, shared);
  const own = eachBit(passed);
  if (own.some((index) => caught.has(index) && beginsRollback(index) && undoesBefore(index))) return true;
  if (goesForward(target) && !undoesBefore(target)) return false;
  if (hasBit(passed, target) && beginsRollback(target)) return true;
  const undoing = new Set(own.filter(undoesBefore));
  if (undoing.size === 0 && !saysFailure(target)) return false;
  if (undoing.has(target)) return true;
  const before = postorder(graph.names.length, [target], (from) => (graph.next[from] ?? []).filter((to) => !undoing.has(to)));
  return !before.some((index) => goesForward(index) && hasBit(passed, index));
}
