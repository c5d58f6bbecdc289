/** What evaluating gave: a value, or the failure that the state ends with. */
export type Evaluated<T> = { readonly ok: true; readonly value: T } | EvaluationFailure;

/** A failed evaluation as ASL sees it; `cause` is AWS's sentence without the part that names the state. */
export interface EvaluationFailure {
  readonly ok: false;
  readonly error: string;
  readonly cause: string;
  /** JSONata only: the field that failed, as `Output/total`; EvaluationFailed carries it. */
  readonly location?: string;
}

/** A value that could be evaluated. */
export function evaluated<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** The failure no retrier and no catcher sees: a path that finds nothing, an intrinsic function that cannot be applied. */
export function runtimeFailure(cause: string): EvaluationFailure {
  return { ok: false, error: "States.Runtime", cause };
}

/** A JSONata expression that failed, in the field of that location (`Output/total`). */
export function queryFailure(cause: string, location?: string): EvaluationFailure {
  const failure = { ok: false, error: "States.QueryEvaluationError", cause } as const;
  return location === undefined ? failure : { ...failure, location };
}
