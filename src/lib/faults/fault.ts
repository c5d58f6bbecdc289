import type { JsonValue } from "../base/json.ts";

/** What is injected into one Task (docs/run.md#faults). */
export interface Fault {
  /** As the person wrote it. */
  readonly text: string;
  readonly state: string;
  /** `Outer[1]/Inner[2]`; null hits every iteration. */
  readonly iteration: string | null;
  /** Attempts n to m, from 1; null hits all. */
  readonly attempts: readonly [number, number] | null;
  readonly effect: FaultEffect;
}

/** What happens instead of the task's own answer. */
export type FaultEffect =
  /** The step fails: before its effect, after it, or it times out and the effect lands when the execution has ended. */
  | { readonly type: "fail"; readonly phase: "before" | "after" | "late"; readonly error: string; readonly cause: string }
  /** The task returns this result: failure as data. */
  | { readonly type: "result"; readonly result: JsonValue };

/** Errors that are injected by nobody answering, so that the task's own timeout ends it. */
export const TIMEOUT_ERRORS: ReadonlySet<string> = new Set(["States.Timeout", "States.HeartbeatTimeout"]);
