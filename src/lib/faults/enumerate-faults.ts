import type { Retrier, TaskState } from "../asl/ast.ts";
import { firstMatch } from "../asl/error-matching.ts";
import type { JsonValue } from "../base/json.ts";
import { errorClasses, UNNAMED } from "../saga/failures/error-classes.ts";
import type { Fault } from "./fault.ts";

type Phase = "before" | "after" | "late";

/** Every way in which a Task can fail for good: each error class that it can meet, before and after its effect; timed out and landing late where `late` asks for it. */
export function failuresOf(task: TaskState, { late }: { readonly late: boolean }): readonly Fault[] {
  const phases: readonly Phase[] = ["before", "after"];
  const faults = errorClasses(task).flatMap((error) => phases.map((phase) => failure(task.name, error, phase)));
  return late ? [...faults, lateEffect(task.name)] : faults;
}

/** The Task fails for good with an error that its definition does not name, and has had no effect. */
export function failureForGood({ name }: TaskState): Fault {
  return failure(name, UNNAMED, "before");
}

/** The Task's first attempt fails before its effect, with an error that its Retry takes where there is one. */
export function failureOnce({ name, retry }: TaskState): Fault {
  return failure(name, retriedError(retry), "before", [1, 1]);
}

/** The Task times out, and its effect lands when the execution has ended. */
export function lateEffect(state: string): Fault {
  return failure(state, "States.Timeout", "late");
}

/** The Task answers with this result. */
export function resultFault(state: string, result: JsonValue): Fault {
  return { text: `${state}=${JSON.stringify(result)}`, state, iteration: null, attempts: null, effect: { type: "result", result } };
}

function failure(state: string, error: string, phase: Phase, attempts: Fault["attempts"] = null): Fault {
  const text = `${state}${attempts === null ? "" : `#${attempts[0]}`}:${error}${phase === "before" ? "" : `@${phase}`}`;
  const cause = `Injected by saga-cli: --fail-at ${text}`;
  return { text, state, iteration: null, attempts, effect: { type: "fail", phase, error, cause } };
}

/** What the first retrier takes that tries again; the unnamed error where it takes that, or where none tries again. */
function retriedError(retry: readonly Retrier[]): string {
  const unnamed = retry[firstMatch(retry, { error: UNNAMED })];
  const retrier = retry.find(({ maxAttempts }) => maxAttempts > 0);
  if (retrier === undefined || (unnamed !== undefined && unnamed.maxAttempts > 0)) return UNNAMED;
  return retrier.errorEquals[0]?.value ?? UNNAMED;
}
