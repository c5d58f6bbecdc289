import type { JsonValue } from "../../base/json.ts";
import type { SfnClient } from "../endpoint/sfn-client.ts";
import type { RemoteExecution } from "./remote-execution.ts";
import type { TargetRun } from "../target.ts";

/** An EXPRESS execution runs for five minutes at most. */
const LONGEST_MS = 310_000;

/** Runs an EXPRESS machine and waits for its end; such an execution keeps no history that could be asked for. */
export async function runExpress(client: SfnClient, stateMachineArn: string, run: TargetRun): Promise<RemoteExecution> {
  const { executionName: name, input, interrupted: signal } = run;
  const request = { stateMachineArn, name, input: JSON.stringify(input) };
  // What is asked twice may run twice.
  const answer = await client.call("StartSyncExecution", request, { signal, once: true, timeoutMs: LONGEST_MS });
  const { executionArn = "", status, output = "null", error, cause, startDate, stopDate } = answer;
  const stopTime = stopDate?.getTime() ?? 0;
  const failure = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
  return {
    executionArn,
    startTime: startDate?.getTime() ?? 0,
    events: [],
    result:
      status === "SUCCEEDED"
        ? { status, stopTime, output: JSON.parse(output) as JsonValue }
        : { status: status ?? "FAILED", stopTime, ...failure },
    // Only a history could tell which were met.
    hits: null,
    injected: [],
  };
}
