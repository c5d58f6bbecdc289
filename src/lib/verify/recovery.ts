import type { JsonValue } from "../base/json.ts";
import { objectOf } from "../base/json.ts";
import { payloadValue } from "../history/payload.ts";
import type { JudgedEffect } from "./judge-effects.ts";
import type { SagaLog } from "./saga-log.ts";
import type { Outcome, Recovery, RemainingCompensation } from "./verdict.ts";
import type { Visit } from "./visits.ts";

/** What to do next: who resumes where, and which compensations remain, in which order and with what input. */
export function planRecovery(outcome: Outcome, log: SagaLog, effects: readonly JudgedEffect[], gap: string | null): Recovery {
  const remaining = remainingCompensations(log, effects);
  const open = log.status === "SUCCEEDED" || log.status === "RUNNING" ? undefined : log.visits.findLast(({ exited }) => exited === null);
  const resumesAt = open?.state ?? null;
  switch (outcome) {
    case "stuck":
      return stuck(log, effects, open, remaining);
    case "incomplete":
      return incomplete(log, open);
    case "uncompensated":
    case "ambiguous": {
      const unknown = effects.filter(({ record, compensation }) => record.effect === "unknown" && compensation.status === "missing");
      const names = unknown.map(({ record }) => record.step.state).join(", ");
      const resume = isForward(log, open) ? ` A redrive would go forward from ${open?.state} instead, if the cause is gone.` : "";
      if (unknown.length > 0)
        return { advice: "check-first", resumesAt, remaining, reason: `Nobody knows whether ${names} took effect.${resume}` };
      return { advice: "run-by-hand", resumesAt, remaining, reason: `Nothing in this execution undoes them any more.${resume}` };
    }
    case "unproven":
      return { advice: "none", resumesAt: null, remaining: [], reason: gap ?? "" };
    case "disordered":
      return {
        advice: "none",
        resumesAt: null,
        remaining: [],
        reason: "Nothing is left to undo; the order or number of the compensations was wrong.",
      };
    case "not-a-saga":
    case "running":
    case "compensated":
    case "no-effect":
    case "committed":
      return { advice: "none", resumesAt: null, remaining: [], reason: "" };
  }
}

function stuck(
  log: SagaLog,
  effects: readonly JudgedEffect[],
  open: Visit | undefined,
  remaining: readonly RemainingCompensation[],
): Recovery {
  const run = effects
    .flatMap((effect) => (effect.run !== null && effect.run.status !== "done" ? [effect.run] : []))
    .sort((a, b) => a.begun - b.begun)
    .at(-1);
  const name = run?.step.state ?? "";
  const resumesAt = open?.state ?? null;
  if (run?.status === "unknown" && run.step.undo === "reverses" && !run.step.idempotent) {
    return { advice: "check-first", resumesAt, remaining, reason: `${name} may have worked: running it again would reverse twice.` };
  }
  if (open !== undefined && open === run?.visit) {
    return {
      advice: "redrive",
      resumesAt,
      remaining,
      reason: `${name} failed and the execution stopped there; on STANDARD it can be redriven for 14 days.`,
    };
  }
  const ended = open?.kind === "Fail" ? ` A redrive would resume at ${open.state}, which only fails again.` : "";
  return { advice: "run-by-hand", resumesAt, remaining, reason: `${name} failed and the execution went on without it.${ended}` };
}

function incomplete(log: SagaLog, open: Visit | undefined): Recovery {
  const done = log.effects.filter(({ effect }) => effect === "done").map(({ step }) => step.state);
  const stands = `${done.join(", ")} ${done.length === 1 ? "stands" : "stand"} and should: finish the saga, do not undo it.`;
  const resumesAt = open?.state ?? null;
  if (open !== undefined && open.kind !== "Fail") return { advice: "redrive", resumesAt, remaining: [], reason: stands };
  const ended = open === undefined ? "" : ` A redrive would resume at ${open.state}, which only fails again.`;
  return { advice: "run-by-hand", resumesAt, remaining: [], reason: `${stands}${ended}` };
}

function isForward({ model }: SagaLog, open: Visit | undefined): boolean {
  return open !== undefined && model.steps.get(open.state)?.role === "forward";
}

/** The compensations that are open, last effect first; one that undoes several steps stands where its first effect does. */
function remainingCompensations(log: SagaLog, effects: readonly JudgedEffect[]): readonly RemainingCompensation[] {
  const byState = new Map<string, JudgedEffect[]>();
  for (const effect of effects) {
    const { state, status } = effect.compensation;
    if (state === null || status === "done" || status === "not-needed") continue;
    byState.set(state, [...(byState.get(state) ?? []), effect]);
  }
  const first = (group: readonly JudgedEffect[]): number => Math.min(...group.map(({ record }) => record.begun));
  const groups = [...byState].sort(([, a], [, b]) => first(b) - first(a));
  const inputs = inputsOf(
    log,
    groups.map(([state]) => state),
  );
  return groups.map(([compensation, group], index) => ({
    compensation,
    undoes: [...new Set(group.map(({ record }) => record.step.state))].join(", "),
    input: inputs[index] ?? null,
  }));
}

/**
 * What each would be called with: the values of the workflow variables, where its arguments read nothing else; otherwise the input
 * it was entered with, or what the one before it passes on, if that passes its input on.
 */
function inputsOf(log: SagaLog, names: readonly string[]): readonly JsonValue[] {
  const inputs: JsonValue[] = [];
  let passed = failedInput(log);
  for (const name of names) {
    const data = log.model.steps.get(name)?.data;
    const visit = log.visits.findLast(({ state }) => state === name);
    const input = visit ? payloadValue(visit.input) : passed;
    inputs.push((data?.readsInput === false ? variableInput(data.variables, log) : null) ?? input);
    passed = data?.keepsInput === true ? input : null;
  }
  return inputs;
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
function failedInput({ visits, model }: SagaLog): JsonValue {
  const failed = visits.findLast(({ state }) => model.steps.get(state)?.role === "forward");
  return failed === undefined ? null : payloadValue(failed.input);
}
