import type { JsonValue } from "../base/json.ts";

/** What the saga log proves (docs/verdicts.md#outcomes), in the order of precedence. */
export type Outcome = (typeof OUTCOMES)[number];

/** Every outcome, in the order of precedence. */
export const OUTCOMES = [
  "not-a-saga",
  "running",
  "unproven",
  "stuck",
  "incomplete",
  "uncompensated",
  "ambiguous",
  "disordered",
  "compensated",
  "no-effect",
  "committed",
] as const;

/** What a saga did wrong. */
export type ViolationKind = (typeof VIOLATION_KINDS)[number];

/** Every kind of violation. */
export const VIOLATION_KINDS = [
  "missing-compensation",
  "no-compensator",
  "compensation-failed",
  "compensation-order",
  "duplicate-compensation",
  "compensation-without-effect",
  "compensation-after-pivot",
  "failure-masked",
  "ambiguous-effect",
] as const;

/** What breaks no rule, and yet is worth a look. */
export type NoteKind = "may-land-after-compensation" | "maybe-duplicate" | "overlap" | "compensation-without-effect";

/** The verdict on one execution; serialises as it stands to the JSON of docs/verdicts.md#as-json. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly model: "inferred" | "declared";
  /** The business id, where the config names its path. */
  readonly key: string | null;
  readonly effects: readonly Effect[];
  readonly violations: readonly Violation[];
  readonly notes: readonly Note[];
  readonly recovery: Recovery;
  /** Why the history cannot prove anything, for `unproven`. */
  readonly reason?: string;
  /** The outcome that history alone proves, where what saga-cli injected changes it. */
  readonly historyOutcome?: Outcome;
}

/** One forward step that reached the outside, and what became of its compensation. */
export interface Effect {
  readonly step: string;
  /** ARN of the Map run's execution it was read from, whose events it names; null for the execution itself. */
  readonly execution: string | null;
  /** `Outer[1]/Inner[2]`, null outside Maps. */
  readonly iteration: string | null;
  readonly effect: "done" | "failed" | "unknown";
  readonly source: "history" | "injected";
  readonly events: readonly number[];
  readonly compensation: CompensationRecord;
}

/** What became of the compensation of one effect. */
export interface CompensationRecord {
  /** The state that undid the effect, or would; null where none is known. */
  readonly state: string | null;
  readonly status: "done" | "failed" | "unknown" | "missing" | "not-needed";
  readonly events: readonly number[];
}

/** One place in which the execution broke a rule of sagas. */
export interface Violation {
  readonly kind: ViolationKind;
  readonly step: string | null;
  readonly compensation: string | null;
  /** The event that shows it. */
  readonly event: number | null;
  readonly message: string;
  /** ARN of the execution that the event is of, where it is a nested one or one of a Map run. */
  readonly execution?: string;
}

/** The same of what breaks no rule. */
export interface Note extends Omit<Violation, "kind"> {
  readonly kind: NoteKind;
}

/** What to do next with a failed saga. */
export interface Recovery {
  readonly advice: "none" | "redrive" | "run-by-hand" | "check-first";
  /** The state a redrive would resume at. */
  readonly resumesAt: string | null;
  /** Compensations still to run, in the order they should. */
  readonly remaining: readonly RemainingCompensation[];
  readonly reason: string;
}

/** A compensation still to run. */
export interface RemainingCompensation {
  readonly compensation: string;
  readonly undoes: string;
  /** What it would be called with: the state's input, or the workflow variables' values where it reads those alone; null where the history cannot tell. */
  readonly input: JsonValue;
}

/** An effect that saga-cli itself caused although the history shows a failure (`@after`, `@late`). */
export interface InjectedEffect {
  readonly step: string;
  /** Where in Maps, the executions of Map runs counting as their iterations; null outside. */
  readonly iteration: string | null;
  /** Which attempt of the step, from 1. */
  readonly attempt: number;
  readonly phase: "after" | "late";
}
