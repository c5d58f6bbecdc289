import type { Fault } from "../faults/fault.ts";
import type { SagaModel } from "../saga/model.ts";
import type { Outcome, Verdict, Violation, ViolationKind } from "../verify/verdict.ts";
import type { Problem } from "./case-result.ts";
import type { Observation } from "./observation.ts";
import type { ExpectedResidue } from "./residue.ts";
import { unexpectedResidue } from "./residue.ts";

/** Whether a case of the matrix is as it should be (docs/test.md#the-fault-matrix). */
export interface MatrixJudgement {
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/** What a case is judged by. */
export interface MatrixRules {
  readonly faults: readonly Fault[];
  readonly model: SagaModel;
  readonly residue: ExpectedResidue;
  /** Warnings and notes count as problems. */
  readonly strict: boolean;
}

const GOOD: ReadonlySet<Outcome> = new Set(["committed", "compensated", "no-effect"]);
/** What a rollback that stopped leaves behind. */
const OPEN: ReadonlySet<ViolationKind> = new Set(["compensation-failed", "missing-compensation", "no-compensator", "ambiguous-effect"]);

/** Judges one case by what was made to fail in it. */
export function judgeMatrixCase(observation: Observation, rules: MatrixRules): MatrixJudgement {
  const { verdict } = observation;
  const { outcome } = verdict;
  const problems = [...outcomeProblems(observation, rules), ...residueProblems(observation, rules.residue)];
  const warnings = [
    ...(outcome === "ambiguous" ? verdict.violations.map(({ message }) => message) : []),
    ...(rules.faults.length === 0 && outcome !== "committed" ? [uncommitted(observation)] : []),
    ...(stopsPastPivot(observation, rules)
      ? [`${verdict.recovery.reason} A step after the pivot should be retried until it succeeds.`]
      : []),
    ...(rules.strict ? verdict.notes.map(({ message }) => message) : []),
  ];
  return rules.strict ? { problems: [...problems, ...warnings.map((message) => ({ message }))], warnings: [] } : { problems, warnings };
}

function outcomeProblems(observation: Observation, rules: MatrixRules): readonly Problem[] {
  const { verdict } = observation;
  const { outcome, violations } = verdict;
  if (outcome === "stuck") return stuckProblems(observation, rules);
  if (outcome === "incomplete") return mayBeIncomplete(observation, rules) ? [] : [{ message: badOutcome(verdict) }];
  if (outcome === "ambiguous") return violations.filter(({ kind }) => kind !== "ambiguous-effect").map(violation);
  if (GOOD.has(outcome)) return violations.map(violation);
  return [{ message: badOutcome(verdict) }, ...violations.map(violation)];
}

/** A rollback may stop only at a compensation that was made to fail for good, and somebody has to be able to finish it. */
function stuckProblems(observation: Observation, { faults, model }: MatrixRules): readonly Problem[] {
  const { verdict, status, hits } = observation;
  const failing = faults.filter(
    ({ state, attempts }, index) => attempts === null && hits[index] !== 0 && model.steps.get(state)?.role === "compensation",
  );
  if (failing.length === 0) return [{ message: badOutcome(verdict) }, ...verdict.violations.map(violation)];
  const names = failing.map(({ state }) => state);
  const openTooSoon = openBefore(verdict, names);
  return [
    ...(status === "SUCCEEDED" ? [{ message: `${names.join(" and ")} failed for good, and the execution ended SUCCEEDED.` }] : []),
    ...openTooSoon.map((step) => ({ message: `${step} was never undone, although its compensation comes before ${names[0]}.` })),
    ...(isTold(observation, names, model) || names.includes(verdict.recovery.resumesAt ?? "")
      ? []
      : [{ message: `${names.join(" and ")} failed for good: nobody was told, and the execution cannot be redriven from there.` }]),
    ...verdict.violations.filter(({ kind }) => !OPEN.has(kind)).map(violation),
  ];
}

/** Steps left open that came after all those whose compensation failed, and so should have been undone before. */
function openBefore({ effects }: Verdict, failing: readonly string[]): readonly string[] {
  const last = effects.findLastIndex(({ compensation }) => compensation.state !== null && failing.includes(compensation.state));
  return effects.slice(last + 1).flatMap(({ step, compensation }) => (compensation.status === "missing" ? [step] : []));
}

/** Whether a notification was reached after a compensation had failed; it may be one that was made to fail itself. */
function isTold({ visits }: Observation, failing: readonly string[], model: SagaModel): boolean {
  const failed = visits.findIndex(({ state, failure }) => failure !== null && failing.includes(state));
  return visits.slice(failed + 1).some(({ state }) => model.steps.get(state)?.role === "notification");
}

/** What the execution without a fault does not reach, no case of the matrix makes fail. */
function uncommitted({ error }: Observation): string {
  const why = error === null ? "" : ` (${error})`;
  return `Nothing was made to fail, and the saga did not commit${why}: give it an input with which it does, or its later steps are not tested.`;
}

function mayBeIncomplete(observation: Observation, rules: MatrixRules): boolean {
  const isNotification = ({ state }: Fault): boolean => rules.model.steps.get(state)?.role === "notification";
  return rules.faults.some(isNotification) || stopsPastPivot(observation, rules);
}

/** After a declared pivot there is nothing but to go forward: a redrive does. */
function stopsPastPivot({ verdict }: Observation, { model, faults }: MatrixRules): boolean {
  if (verdict.outcome !== "incomplete" || verdict.recovery.advice !== "redrive") return false;
  return (
    [...model.steps.values()].some(({ pivot }) => pivot) && faults.every(({ state }) => model.steps.get(state)?.role !== "notification")
  );
}

function residueProblems(observation: Observation, expected: ExpectedResidue): readonly Problem[] {
  return unexpectedResidue(observation, expected).map(({ table, key, after, before }) => ({
    message: `Unexpected residue: ${table} ${JSON.stringify(key)} ${after === null ? "is gone" : before === null ? "was left" : "has changed"}. Undo it, or allow it by tables.${table}.residue.`,
    expected: before,
    actual: after,
  }));
}

/** With its reason where no violation says it. */
function badOutcome({ outcome, violations, recovery }: Verdict): string {
  const reason = violations.length > 0 || recovery.reason === "" ? "" : ` ${recovery.reason}`;
  return `The outcome is ${outcome}.${reason}`;
}

function violation({ kind, message }: Violation): Problem {
  return { message: `${kind}: ${message}` };
}
