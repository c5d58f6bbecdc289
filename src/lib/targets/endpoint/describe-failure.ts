import { EXIT, UserError } from "../../base/user-error.ts";
import type { Endpoint } from "./endpoint.ts";

/** What was asked of whom when it failed. */
export interface FailedCall {
  /** As `StartExecution`. */
  readonly operation: string;
  /** As IAM names it; default `states`. */
  readonly service?: string;
  readonly endpoint: Endpoint;
}

/** A call of the API that failed for good: `code` is AWS's name for why (or Node's), so that callers can tell what they expect from what they do not. */
export class CallError extends UserError {
  readonly code: string;
  /** Of HTTP; 0 where nothing answered. */
  readonly status: number;

  constructor(code: string, status: number, message: string, hint?: string) {
    super(message, hint, undefined, EXIT.target);
    this.code = code;
    this.status = status;
  }
}

const PASSING: ReadonlySet<string> = new Set([
  "ThrottlingException",
  "TooManyRequestsException",
  "RequestLimitExceeded",
  "TimeoutError",
  "SyntaxError",
  "InternalFailure",
  "InternalServerError",
  "ServiceUnavailable",
  "ECONNRESET",
  "ECONNREFUSED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EAI_AGAIN",
]);

/** Whether a failed call may succeed when it is repeated: the network, the load, or the endpoint itself was at fault. */
export function isTransient(error: unknown): boolean {
  return error instanceof CallError && (PASSING.has(error.code) || error.status >= 500);
}

/** Whether an error is the API's refusal under one of these names. */
export function isRefusal(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof CallError && codes.includes(error.code);
}

/** The failure of a call as a person can mend it, with exit code 3; what is no failure of the endpoint comes back as it is. */
export function describeFailure(error: unknown, { operation, service = "states", endpoint }: FailedCall): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const code = codeOf(error);
  const where = endpoint.url ?? `Step Functions${endpoint.region === undefined ? "" : ` in ${endpoint.region}`}`;
  const say = (message: string, hint?: string): CallError => new CallError(code, statusOf(error), message, hint);
  switch (code) {
    case "CredentialsProviderError":
      return say(
        `No AWS credentials were found${endpoint.profile === undefined ? "" : ` for the profile "${endpoint.profile}"`}`,
        "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in with `aws sso login`.",
      );
    case "RegionMissing":
      return say("No AWS region is set", "Name one with --region, AWS_REGION, or target.region in saga.config.yaml.");
    case "RegionWrong":
      return say(`"${endpoint.region}" is not an AWS region`, "Name one like us-east-1 with --region or AWS_REGION.");
    case "ExpiredTokenException":
    case "ExpiredToken":
    case "TokenRefreshRequired":
      return say("The AWS credentials have expired", "Log in again, for instance with `aws sso login`, and repeat the command.");
    case "UnrecognizedClientException":
    case "InvalidClientTokenId":
    case "InvalidSignatureException":
    case "SignatureDoesNotMatch":
    case "MissingAuthenticationToken":
      return say(
        `${where} does not accept the AWS credentials (${code})`,
        "Check the profile, the access keys and the clock of this machine.",
      );
    case "AccessDeniedException":
    case "AccessDenied":
      return say(`Access denied to ${service}:${operation}: ${error.message}`, accessMend(error.message, `${service}:${operation}`));
    case "ECONNREFUSED":
      return say(
        `${where} refuses the connection`,
        "Is it running? Start one on this machine with `saga-cli local`, or name another with --endpoint-url.",
      );
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return endpoint.url === undefined
        ? say(`There is no Step Functions endpoint for the region "${endpoint.region}"`, "Check --region or AWS_REGION, and the network.")
        : say(`The host of ${where} cannot be found`, "Check --endpoint-url, and the network.");
    case "ERR_INVALID_URL":
      return say(`"${endpoint.url}" is not a URL`, "Write it like http://127.0.0.1:8083.");
    case "ThrottlingException":
    case "TooManyRequestsException":
    case "RequestLimitExceeded":
      return say(
        `${where} goes on refusing ${operation} because of too many requests`,
        "Wait a minute, or have the account's quota raised.",
      );
    case "TimeoutError":
    case "ETIMEDOUT":
      return say(`${where} does not answer ${operation} in time`, "Check the network, and repeat the command.");
    default:
      return unknownFailure(error, code, say, where, { operation, service });
  }
}

function unknownFailure(
  error: Error,
  code: string,
  say: (message: string, hint?: string) => CallError,
  where: string,
  { operation, service }: Required<Pick<FailedCall, "operation" | "service">>,
): unknown {
  if (isUnreadable(error)) {
    const api = service === "states" ? "of the Step Functions API" : `of AWS's API (${service})`;
    const hint = service === "cloudformation" ? "AWS_ENDPOINT_URL_CLOUDFORMATION names another address for it." : "Check --endpoint-url.";
    return say(`${where} gives an answer to ${operation} that is not ${api}`, hint);
  }
  // The SDK counts its attempts on a connection that breaks as it does on an answer.
  if (/^E[A-Z]+$/.test(code)) return say(`${where} cannot be reached: ${error.message}`, "Check the network, and repeat the command.");
  const status = statusOf(error);
  if (status >= 500) return say(`${where} fails at ${operation} (HTTP ${status})`, "Repeat the command later.");
  if (isAnswered(error)) {
    const hint = code.endsWith("DoesNotExist") ? "Check the name, --region and --endpoint-url." : undefined;
    return say(`${where} refuses ${operation}: ${code}: ${error.message}`, hint);
  }
  return error;
}

/** AWS's name for the error, Node's, or ours where the SDK has only a sentence. */
function codeOf(error: Error): string {
  if (error.message === "Region is missing") return "RegionMissing";
  if (error.message.startsWith("Region not accepted")) return "RegionWrong";
  const { code } = error as NodeJS.ErrnoException;
  return error.name === "Error" || error.name === "TypeError" || (error.name === "TimeoutError" && code !== undefined)
    ? (code ?? error.name)
    : error.name;
}

/** AWS names the action in its sentence, which may be another one than the operation's own (iam:PassRole); or it is the machine's role that lets nobody in. */
function accessMend(message: string, operation: string): string {
  if (message.includes("authorized to assume the provided role"))
    return "Let the role trust states.amazonaws.com: allow it sts:AssumeRole in the role's trust policy.";
  return `Allow the IAM action ${/not authorized to perform: ([\w-]+:\w+)/.exec(message)?.[1] ?? operation}.`;
}

/** Whether something answered that speaks another language. */
function isUnreadable(error: Error): boolean {
  return isAnswered(error) && (error instanceof SyntaxError || error.message.includes("Deserialization error"));
}

function isAnswered(error: Error): boolean {
  return "$metadata" in error;
}

function statusOf(error: Error): number {
  return (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0;
}
