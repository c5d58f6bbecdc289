import type { MapState, ResourceCall } from "../asl/ast.ts";
import type { JsonObject, JsonValue } from "../base/json.ts";
import { isObject, member } from "../base/json.ts";
import type { Evaluated } from "../expr/evaluated.ts";
import { evaluated } from "../expr/evaluated.ts";
import { dataFlow } from "./data-flow.ts";
import type { Execution, MapRun } from "./execution.ts";
import { callService } from "./service-call.ts";
import type { Step } from "./step.ts";
import { awaited } from "./step.ts";
import type { Visit } from "./visit.ts";

const STATUSES = ["SUCCEEDED", "FAILED", "PENDING"] as const;

/** Writes what the children gave (ResultWriter): a file of results for each status that occurs, and a manifest; gives where it stands. */
export function* writeResults(visit: Visit<MapState>, writer: ResourceCall, input: JsonValue, run: MapRun): Step<Evaluated<JsonValue>> {
  const flow = dataFlow(visit.state.queryLanguage);
  const parameters = writer.arguments
    ? yield* awaited(flow.evaluate(visit, writer.arguments, { input }, `ResultWriter/${flow.argumentsField}`))
    : evaluated({});
  if (!parameters.ok) return parameters;
  const target: JsonObject = isObject(parameters.value) ? parameters.value : {};
  const bucket = member(target, "Bucket") ?? null;
  const prefix = member(target, "Prefix");
  const folder = `${typeof prefix === "string" ? `${prefix}/` : ""}${run.arn.slice(run.arn.lastIndexOf(":") + 1)}`;
  const resource = writer.resource?.value ?? "arn:aws:states:::s3:putObject";
  const files: Record<string, JsonValue[]> = { FAILED: [], PENDING: [], SUCCEEDED: [] };
  for (const status of STATUSES) {
    const children = run.children.filter((child) => statusOf(child) === status);
    if (children.length === 0) continue;
    const body = JSON.stringify(children.map(describe));
    const key = `${folder}/${status}_0.json`;
    const put = yield* callService(visit, "result-writer", resource, { Bucket: bucket, Key: key, Body: body });
    if (put.type === "failed") return writerFailure(put.cause ?? put.error);
    files[status]?.push({ Key: key, Size: body.length });
  }
  const manifest = JSON.stringify({ DestinationBucket: bucket, MapRunArn: run.arn, ResultFiles: files });
  const key = `${folder}/manifest.json`;
  const put = yield* callService(visit, "result-writer", resource, { Bucket: bucket, Key: key, Body: manifest });
  if (put.type === "failed") return writerFailure(put.cause ?? put.error);
  return evaluated({ MapRunArn: run.arn, ResultWriterDetails: { Bucket: bucket, Key: key } });
}

function writerFailure(cause = "The result writer failed."): Extract<Evaluated<never>, { ok: false }> {
  return { ok: false, error: "States.ResultWriterFailed", cause };
}

function statusOf({ result }: Execution): (typeof STATUSES)[number] {
  if (result === undefined) return "PENDING";
  return result.status === "SUCCEEDED" ? "SUCCEEDED" : "FAILED";
}

function describe({ identity, input, startTime, result }: Execution): JsonValue {
  return {
    ExecutionArn: identity.executionArn,
    Input: JSON.stringify(input),
    Name: identity.name,
    StartDate: new Date(startTime).toISOString(),
    StateMachineArn: identity.stateMachineArn,
    Status: result?.status ?? "RUNNING",
    ...(result === undefined ? {} : { StopDate: new Date(result.stopTime).toISOString() }),
    ...(result?.status === "SUCCEEDED"
      ? { Output: JSON.stringify(result.output) }
      : { Error: result?.error ?? null, Cause: result?.cause ?? null }),
  };
}
