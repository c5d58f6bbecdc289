/** How a Task reaches the outside, read from its Resource. */
export interface Integration {
  /** `lambda-function`: a bare function ARN; `activity`; `service`: `arn:aws:states:::…`; `unknown`: a token that hides it. */
  readonly kind: "lambda-function" | "activity" | "service" | "unknown";
  /** `lambda`, `dynamodb`, `aws-sdk:sns`…: TaskScheduled.resourceType; "" where unknown. */
  readonly service: string;
  /** `invoke`, `putItem`…, without the pattern. */
  readonly action: string;
  readonly pattern: "request-response" | "sync" | "sync:2" | "token";
  /** How history events name the action: with its pattern, as `invoke.waitForTaskToken`. */
  readonly eventResource: string;
}

/** The partition may be a token that holds colons itself: `${AWS::Partition}`. */
const SERVICE_ARN = /^arn:(?:[$#]\{[^}]*\}|[^:]*):states:[^:]*:[^:]*:((?:aws-sdk:)?[^:.]+):(.+)$/;
const PATTERN_SUFFIX = /\.(sync:2|sync|waitForTaskToken)$/;
const UNKNOWN: Integration = { kind: "unknown", service: "", action: "", pattern: "request-response", eventResource: "" };
const FUNCTION: Integration = { ...UNKNOWN, kind: "lambda-function", service: "lambda", action: "invoke" };
const ACTIVITY: Integration = { ...UNKNOWN, kind: "activity", service: "activity" };

/** Reads a Resource; tokens (`${Fn}`, `!GetAtt`) that hide the service give kind `unknown`. */
export function integrationOf(resource: string): Integration {
  if (resource.includes(":function:")) return FUNCTION;
  if (resource.includes(":activity:")) return ACTIVITY;
  const [, service, call] = (resource.startsWith("arn:") && SERVICE_ARN.exec(resource)) || [];
  if (service === undefined || call === undefined) return UNKNOWN;
  const suffix = PATTERN_SUFFIX.exec(call)?.[1];
  const action = suffix === undefined ? call : call.slice(0, -suffix.length - 1);
  return { kind: "service", service, action, pattern: patternOf(suffix), eventResource: call };
}

function patternOf(suffix: string | undefined): Integration["pattern"] {
  if (suffix === "waitForTaskToken") return "token";
  return suffix === "sync" || suffix === "sync:2" ? suffix : "request-response";
}
