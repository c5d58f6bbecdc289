import type { JsonValue } from "../base/json.ts";
import { objectOf } from "../base/json.ts";
import { payloadValue } from "../history/payload.ts";
import { placed } from "./effects.ts";
import type { Iteration } from "./iterations.ts";
import { isWithin, iterationOf } from "./iterations.ts";
import type { JudgedEffect } from "./judge-effects.ts";
import type { SagaLog } from "./saga-log.ts";
import type { RemainingCompensation } from "./verdict.ts";

/** The compensations that are open, last effect first; one that undoes several steps stands where its first effect does. */
export function remainingCompensations(log: SagaLog, effects: readonly JudgedEffect[]): readonly RemainingCompensation[] {
  const open = groups(log, effects).sort((a, b) => b.first - a.first);
  const inputs = inputsOf(log, open);
  return open.map(({ compensation, undoes }, index) => ({
    compensation,
    undoes: [...undoes].join(", "),
    input: inputs[index] ?? null,
  }));
}

/** One run of a compensation that is still to come. */
interface RemainingRun {
  readonly compensation: string;
  readonly iteration: Iteration;
  readonly undoes: Set<string>;
  /** Where its first effect stands among all effects. */
  readonly first: number;
  /** It lies in another Map than its effects, so that its iteration is not known before it runs. */
  readonly isElsewhere: boolean;
}

/** One run for each iteration that the compensation lies in; of a compensation in another Map, one for each effect. */
function groups({ model }: SagaLog, effects: readonly JudgedEffect[]): RemainingRun[] {
  const runs = new Map<string, RemainingRun>();
  for (const [first, { record, compensation, run }] of effects.entries()) {
    const { state, status } = compensation;
    if (state === null || status === "done" || status === "not-needed") continue;
    const maps = model.steps.get(state)?.maps ?? [];
    const iteration = run?.visit.iteration ?? iterationOf(record.iteration, maps);
    const isElsewhere = maps.length > 0 && (iteration?.match(/\[\d+\](?:\/|$)/g)?.length ?? 0) < maps.length;
    const id = `${state}\n${isElsewhere ? first : (iteration ?? "")}`;
    const group = runs.get(id) ?? { compensation: state, iteration, undoes: new Set(), first, isElsewhere };
    group.undoes.add(iteration === null && !isElsewhere ? record.step.state : placed(record));
    runs.set(id, group);
  }
  return [...runs.values()];
}

/**
 * What each would be called with: the values of the workflow variables, where its arguments read nothing else; otherwise the input
 * it was entered with, or what the one before it passes on, if that passes its input on.
 */
function inputsOf(log: SagaLog, runs: readonly RemainingRun[]): readonly JsonValue[] {
  const inputs: JsonValue[] = [];
  const passed = new Map<Iteration, JsonValue>();
  for (const run of runs) {
    const data = log.model.steps.get(run.compensation)?.data;
    const input = enteredWith(run, log, passed);
    inputs.push((data?.readsInput === false ? variableInput(data.variables, log) : null) ?? input);
    if (!run.isElsewhere) passed.set(run.iteration, data?.keepsInput === true ? input : null);
  }
  return inputs;
}

function enteredWith(
  { compensation, iteration, isElsewhere }: RemainingRun,
  log: SagaLog,
  passed: ReadonlyMap<Iteration, JsonValue>,
): JsonValue {
  const visit = log.visits.findLast((one) => one.state === compensation && one.iteration === iteration);
  if (visit !== undefined) return payloadValue(visit.input);
  if (isElsewhere) return null;
  const before = passed.get(iteration);
  return before === undefined ? failedInput(log, iteration) : before;
}

/** The one variable's value, or an object of several; null where the history has none of them. */
function variableInput(names: readonly string[], { variables }: SagaLog): JsonValue {
  const known = names.flatMap((name): readonly (readonly [string, JsonValue])[] => {
    const value = variables.get(name);
    return value === undefined ? [] : [[name, payloadValue(value)]];
  });
  const [first] = known;
  if (first === undefined) return null;
  return known.length === 1 ? first[1] : objectOf(known);
}

/** Where no compensation was entered: the input of the step whose failure ended it. */
function failedInput({ visits, model }: SagaLog, iteration: Iteration): JsonValue {
  const failed = visits.findLast((visit) => isWithin(visit.iteration, iteration) && model.steps.get(visit.state)?.role === "forward");
  return failed === undefined ? null : payloadValue(failed.input);
}
