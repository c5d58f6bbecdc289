import { setTimeout as sleep } from "node:timers/promises";
import type * as Sdk from "@aws-sdk/client-sfn";
import type { Endpoint } from "./endpoint.ts";
import { isLoopback } from "./endpoint.ts";
import { clientConfig } from "./client-config.ts";
import { describeFailure, isRefusal, isTransient } from "./describe-failure.ts";

/** The operations of the Step Functions API that saga-cli calls: request, answer. */
export interface SfnOperations {
  readonly CreateActivity: [Sdk.CreateActivityCommandInput, Sdk.CreateActivityCommandOutput];
  readonly CreateStateMachine: [Sdk.CreateStateMachineCommandInput, Sdk.CreateStateMachineCommandOutput];
  readonly CreateStateMachineAlias: [Sdk.CreateStateMachineAliasCommandInput, Sdk.CreateStateMachineAliasCommandOutput];
  readonly DeleteActivity: [Sdk.DeleteActivityCommandInput, Sdk.DeleteActivityCommandOutput];
  readonly DeleteStateMachine: [Sdk.DeleteStateMachineCommandInput, Sdk.DeleteStateMachineCommandOutput];
  readonly DescribeExecution: [Sdk.DescribeExecutionCommandInput, Sdk.DescribeExecutionCommandOutput];
  readonly DescribeStateMachine: [Sdk.DescribeStateMachineCommandInput, Sdk.DescribeStateMachineCommandOutput];
  readonly DescribeStateMachineAlias: [Sdk.DescribeStateMachineAliasCommandInput, Sdk.DescribeStateMachineAliasCommandOutput];
  readonly DescribeStateMachineForExecution: [
    Sdk.DescribeStateMachineForExecutionCommandInput,
    Sdk.DescribeStateMachineForExecutionCommandOutput,
  ];
  readonly GetActivityTask: [Sdk.GetActivityTaskCommandInput, Sdk.GetActivityTaskCommandOutput];
  readonly GetExecutionHistory: [Sdk.GetExecutionHistoryCommandInput, Sdk.GetExecutionHistoryCommandOutput];
  readonly ListActivities: [Sdk.ListActivitiesCommandInput, Sdk.ListActivitiesCommandOutput];
  readonly ListExecutions: [Sdk.ListExecutionsCommandInput, Sdk.ListExecutionsCommandOutput];
  readonly ListStateMachines: [Sdk.ListStateMachinesCommandInput, Sdk.ListStateMachinesCommandOutput];
  readonly ListStateMachineVersions: [Sdk.ListStateMachineVersionsCommandInput, Sdk.ListStateMachineVersionsCommandOutput];
  readonly ListTagsForResource: [Sdk.ListTagsForResourceCommandInput, Sdk.ListTagsForResourceCommandOutput];
  readonly PublishStateMachineVersion: [Sdk.PublishStateMachineVersionCommandInput, Sdk.PublishStateMachineVersionCommandOutput];
  readonly SendTaskFailure: [Sdk.SendTaskFailureCommandInput, Sdk.SendTaskFailureCommandOutput];
  readonly SendTaskHeartbeat: [Sdk.SendTaskHeartbeatCommandInput, Sdk.SendTaskHeartbeatCommandOutput];
  readonly SendTaskSuccess: [Sdk.SendTaskSuccessCommandInput, Sdk.SendTaskSuccessCommandOutput];
  readonly StartExecution: [Sdk.StartExecutionCommandInput, Sdk.StartExecutionCommandOutput];
  readonly StartSyncExecution: [Sdk.StartSyncExecutionCommandInput, Sdk.StartSyncExecutionCommandOutput];
  readonly StopExecution: [Sdk.StopExecutionCommandInput, Sdk.StopExecutionCommandOutput];
  readonly TagResource: [Sdk.TagResourceCommandInput, Sdk.TagResourceCommandOutput];
  readonly UpdateStateMachine: [Sdk.UpdateStateMachineCommandInput, Sdk.UpdateStateMachineCommandOutput];
  readonly UpdateStateMachineAlias: [Sdk.UpdateStateMachineAliasCommandInput, Sdk.UpdateStateMachineAliasCommandOutput];
}

/** How one call differs from the others. */
export interface CallOptions {
  /** Ends the call. */
  readonly signal?: AbortSignal | undefined;
  /** How long one attempt may take, in ms. */
  readonly timeoutMs?: number;
  /** One attempt: an answer that was lost must not be asked for again. */
  readonly once?: boolean;
}

/** The Step Functions API at one endpoint. */
export interface SfnClient {
  readonly endpoint: Endpoint;
  /** Calls an operation. @throws UserError (exit code 3) that says what went wrong and how to mend it. */
  readonly call: <K extends keyof SfnOperations>(
    operation: K,
    input: SfnOperations[K][0],
    options?: CallOptions,
  ) => Promise<SfnOperations[K][1]>;
  /** Lets go of the connections. */
  readonly close: () => void;
}

/** What a client is opened with. */
export interface SfnClientOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Gets a line for every call: operation, request id, status, attempts; never what was sent. */
  readonly onDebug?: ((line: string) => void) | undefined;
}

const CONNECT_MS = 5000;
const ANSWER_MS = 20_000;
/** The most attempts at one call, with growing pauses between them. */
const ATTEMPTS = 10;
/** The most answers in a row that are not whole. */
const FAILURES = 5;
/** Pauses on this machine, in ms: nobody there counts calls. */
const LOCAL_PAUSE = { first: 20, longest: 500 };

/** Opens a client; the SDK loads only now, and finds credentials and region in its own chain where the endpoint does not name them. */
export async function openSfnClient(endpoint: Endpoint, { env, onDebug }: SfnClientOptions): Promise<SfnClient> {
  // What Node the person runs is not this tool's business to warn of.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const sdk = await import("@aws-sdk/client-sfn");
  const config: Sdk.SFNClientConfig = {
    ...clientConfig(endpoint, env),
    customUserAgent: "saga-cli",
    retryMode: "adaptive",
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS, throwOnRequestTimeout: true },
  };
  const patient = new sdk.SFNClient(config);
  const single = new sdk.SFNClient({ ...config, retryMode: "standard", maxAttempts: 1 });
  const isLocal = isLoopback(endpoint);
  const most = isLocal ? ATTEMPTS - 1 : FAILURES;
  let hasAnswered = false;
  return {
    endpoint,
    async call(operation, input, { signal, timeoutMs, once = false } = {}) {
      const options = { ...(signal && { abortSignal: signal }), ...(timeoutMs !== undefined && { requestTimeout: timeoutMs }) };
      for (let failures = 0; ; failures += 1) {
        signal?.throwIfAborted();
        // Nobody wants to wait for an endpoint that was never there, nor long for a server of their own.
        const client = once || isLocal || !hasAnswered ? single : patient;
        try {
          const answer = await client.send(commandOf(sdk, operation, input), options);
          onDebug?.(debugLine(operation, answer.$metadata));
          hasAnswered = true;
          return answer;
        } catch (error) {
          onDebug?.(debugLine(operation, (error as Partial<Sdk.SFNServiceException>).$metadata, error));
          signal?.throwIfAborted();
          const failure = describeFailure(error, { operation, endpoint });
          // The SDK does not know half an answer as something that passes.
          const mayPass = isTransient(failure) && (client === single || error instanceof SyntaxError);
          if (once || !mayPass || failures >= most || isUnreachable(failure)) throw failure;
          hasAnswered = true;
          if (isLocal) await sleep(Math.min(LOCAL_PAUSE.first * 2 ** failures, LOCAL_PAUSE.longest), undefined, { signal });
        }
      }
    },
    close() {
      patient.destroy();
      single.destroy();
    },
  };
}

function isUnreachable(failure: unknown): boolean {
  return isRefusal(failure, "ECONNREFUSED", "ENOTFOUND");
}

type AnyCommand = Parameters<Sdk.SFNClient["send"]>[0];

function commandOf<K extends keyof SfnOperations>(sdk: typeof Sdk, operation: K, input: SfnOperations[K][0]): AnyCommand {
  const Command = sdk[`${operation}Command`] as new (input: SfnOperations[K][0]) => AnyCommand;
  return new Command(input);
}

function debugLine(operation: string, metadata: Sdk.SFNServiceException["$metadata"] | undefined, error?: unknown): string {
  const { requestId = "none", httpStatusCode = "none", attempts = 1 } = metadata ?? {};
  const failure = error instanceof Error ? ` error=${error.name}` : "";
  return `${operation} status=${httpStatusCode} attempts=${attempts} request-id=${requestId}${failure}`;
}
