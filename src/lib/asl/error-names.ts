/**
 * The error names that Step Functions itself raises or takes; every other name that begins with `States.` is reserved.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html and https://states-language.net/spec.html#appendix-a
 */
export const STATES_ERRORS: ReadonlySet<string> = new Set([
  "States.ALL",
  "States.BranchFailed",
  "States.DataLimitExceeded",
  "States.ExceedToleratedFailureThreshold",
  "States.HeartbeatTimeout",
  "States.Http.Socket",
  "States.IntrinsicFailure",
  "States.ItemReaderFailed",
  "States.NoChoiceMatched",
  "States.ParameterPathFailure",
  "States.Permissions",
  "States.QueryEvaluationError",
  "States.ResultPathMatchFailure",
  "States.ResultWriterFailed",
  "States.Runtime",
  "States.TaskFailed",
  "States.Timeout",
]);

/** Whether a name that begins with `States.` is one that Step Functions knows. A call over HTTP fails by its status code: https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html */
export function isStatesError(name: string): boolean {
  return STATES_ERRORS.has(name) || name.startsWith(HTTP_STATUS);
}

/** How the error of a call over HTTP begins that is answered by a status code. */
export const HTTP_STATUS = "States.Http.StatusCode.";
