/** An error as Retry and Catch see it. */
export interface RaisedError {
  /** Undefined where a worker failed without naming an error; only States.ALL matches it. */
  readonly error?: string;
  /** A missed heartbeat, which the history records as States.Timeout. */
  readonly heartbeat?: boolean;
}

/** Errors that nothing matches: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export const UNCATCHABLE: ReadonlySet<string> = new Set(["States.Runtime", "States.NoChoiceMatched"]);

/** Whether an ErrorEquals that holds `name` matches the error. */
export function matchesError(name: string, { error, heartbeat = false }: RaisedError): boolean {
  if (error !== undefined && UNCATCHABLE.has(error)) return false;
  if (name === "States.ALL" || name === error) return true;
  if (name === "States.HeartbeatTimeout") return heartbeat;
  if (name === "States.Timeout") return error === "States.HeartbeatTimeout";
  return name === "States.TaskFailed" && error !== undefined && error !== "States.Timeout" && error !== "States.HeartbeatTimeout";
}

/** The first entry of a Retry or Catch that matches, as its index; -1 where none does. */
export function firstMatch(
  entries: readonly { readonly errorEquals: readonly { readonly value: string }[] }[],
  raised: RaisedError,
): number {
  let index = 0;
  for (const { errorEquals } of entries) {
    for (const { value } of errorEquals) if (matchesError(value, raised)) return index;
    index += 1;
  }
  return -1;
}
