import { describe, expect, it } from "vitest";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import { machineOf, task } from "./machine-of.ts";
import { TRADES } from "./trades.ts";

interface Step {
  readonly step: string;
  /** Null where nothing undoes it. */
  readonly undo: string | null;
}

type Wiring = (steps: readonly Step[]) => Record<string, object>;

const ENDS = { Done: { Type: "Succeed" }, Failed: { Type: "Fail" } };

function stepsOf(pairs: string): readonly Step[] {
  return pairs.split("; ").map((pair) => {
    const [step = "", undo = "-"] = pair.split(" / ");
    return { step, undo: undo === "-" ? null : undo };
  });
}

/** The compensation that a rollback from before this place begins with. */
function lastUndo(steps: readonly Step[], before: number): string {
  return steps.slice(0, before).findLast(({ undo }) => undo !== null)?.undo ?? "Failed";
}

/** Steps one after the other, each compensation leading to the one before; a failing step's own runs, too, where `own` is 1. */
function chain(steps: readonly Step[], own: 0 | 1): Record<string, object> {
  const states: Record<string, object> = {};
  for (const [at, { step, undo }] of steps.entries()) {
    states[step] = task(steps[at + 1]?.step ?? "SendConfirmation", lastUndo(steps, at + own), { ResultPath: null });
    if (undo !== null) states[undo] = task(lastUndo(steps, at), undefined, { ResultPath: null });
  }
  return { ...states, SendConfirmation: task("Done", lastUndo(steps, steps.length)) };
}

/** The compensations in this order, then Failed. */
function rollback(undos: readonly string[]): Record<string, object> {
  return Object.fromEntries(undos.map((undo, at) => [undo, task(undos[at + 1] ?? "Failed", undefined, { ResultPath: null })]));
}

const undosOf = (steps: readonly Step[]): readonly string[] => steps.flatMap(({ undo }) => undo ?? []);

const WIRINGS: Readonly<Record<string, Wiring>> = {
  "a failure undoes what came before": (steps) => chain(steps, 0),
  "a failure undoes the failed step, too": (steps) => chain(steps, 1),
  "any failure undoes everything": (steps) => {
    const undos = undosOf(steps).toReversed();
    const forward = steps.map(({ step }, at) => [step, task(steps[at + 1]?.step ?? "Done", undos[0], { ResultPath: null })] as const);
    return { ...Object.fromEntries(forward), ...rollback(undos) };
  },
  "the steps stand side by side": (steps) => {
    const Branches = steps.map(({ step }) => ({ StartAt: step, States: { [step]: task(undefined, undefined, { ResultPath: null }) } }));
    const Catch = [{ ErrorEquals: ["States.ALL"], Next: undosOf(steps)[0] }];
    return { AllAtOnce: { Type: "Parallel", Branches, Catch, Next: "Done" }, ...rollback(undosOf(steps)) };
  },
};

describe.each(Object.entries(WIRINGS))("where %s", (_, wiring) => {
  it.each(TRADES)("%s: each step is paired with what undoes it", (_trade, pairs) => {
    const steps = stepsOf(pairs);
    const states = wiring(steps);
    const machine = machineOf({ StartAt: Object.keys(states)[0], States: { ...states, ...ENDS } });
    const { model } = buildModel("trade", machine, { steps: {} });
    const found = [...model.steps.values()].flatMap(({ state, compensations }) => compensations.map((undo) => `${state} / ${undo}`));
    const want = steps.flatMap(({ step, undo }) => (undo === null ? [] : [`${step} / ${undo}`]));
    expect(found.toSorted()).toEqual(want.toSorted());
  });
});
