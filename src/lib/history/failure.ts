import type { Failure } from "./event.ts";

/** A failure of that error and cause, without a member for what is undefined: an execution may fail with neither. */
export function failureOf(error: string | undefined, cause: string | undefined): Failure {
  const failure: Failure = {};
  if (error !== undefined) failure.error = error;
  if (cause !== undefined) failure.cause = cause;
  return failure;
}
