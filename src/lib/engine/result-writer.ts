import type { MapState, ResourceCall } from "../asl/ast.ts";
import type { JsonObject, JsonValue } from "../base/json.ts";
import { isArray, isObject, member } from "../base/json.ts";
import type { Evaluated } from "../expr/evaluated.ts";
import { evaluated } from "../expr/evaluated.ts";
import { dataFlow } from "./data-flow.ts";
import { utf8Length } from "./payload-limit.ts";
import type { Execution, MapRun } from "./execution.ts";
import { callService } from "./service-call.ts";
import type { Step } from "./step.ts";
import { awaited } from "./step.ts";
import type { Visit } from "./visit.ts";

const STATUSES = ["SUCCEEDED", "FAILED", "PENDING"] as const;

type Status = (typeof STATUSES)[number];

/** How results are written: as executions (NONE), their outputs (COMPACT), or the items of these (FLATTEN); as an array or a line each. */
interface Format {
  readonly transformation: "NONE" | "COMPACT" | "FLATTEN";
  readonly type: "JSON" | "JSONL";
}

/**
 * What becomes of the results of a Map run (ResultWriter): a file for each status that occurs and a manifest, of which it says where it stands;
 * without a Resource the results themselves in the format of WriterConfig.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
export function* writeResults(visit: Visit<MapState>, writer: ResourceCall, input: JsonValue, run: MapRun): Step<Evaluated<JsonValue>> {
  const flow = dataFlow(visit.state.queryLanguage);
  const config = writer.config
    ? yield* awaited(flow.evaluate(visit, writer.config, { input }, "ResultWriter/WriterConfig"))
    : evaluated({});
  if (!config.ok) return config;
  const format = formatOf(config.value, writer.resource === undefined ? "COMPACT" : "NONE");
  if (writer.resource === undefined) return evaluated(preview(run.children, format));
  const parameters = writer.arguments
    ? yield* awaited(flow.evaluate(visit, writer.arguments, { input }, `ResultWriter/${flow.argumentsField}`))
    : evaluated({});
  if (!parameters.ok) return parameters;
  const target: JsonObject = isObject(parameters.value) ? parameters.value : {};
  const bucket = member(target, "Bucket") ?? null;
  const prefix = member(target, "Prefix");
  const folder = `${typeof prefix === "string" ? `${prefix}/` : ""}${run.arn.slice(run.arn.lastIndexOf(":") + 1)}`;
  const files: Record<Status, JsonValue[]> = { FAILED: [], PENDING: [], SUCCEEDED: [] };
  for (const status of STATUSES) {
    const children = run.children.filter((child) => statusOf(child) === status);
    if (children.length === 0) continue;
    const body = textOf(resultsOf(children, format), format);
    const key = `${folder}/${status}_0.${format.type.toLowerCase()}`;
    const put = yield* callService(visit, "result-writer", writer.resource.value, { Bucket: bucket, Key: key, Body: body });
    if (put.type === "failed") return writerFailure(put.cause ?? put.error);
    files[status].push({ Key: key, Size: utf8Length(body) });
  }
  const manifest = JSON.stringify({ DestinationBucket: bucket, MapRunArn: run.arn, ResultFiles: files });
  const key = `${folder}/manifest.json`;
  const put = yield* callService(visit, "result-writer", writer.resource.value, { Bucket: bucket, Key: key, Body: manifest });
  if (put.type === "failed") return writerFailure(put.cause ?? put.error);
  return evaluated({ MapRunArn: run.arn, ResultWriterDetails: { Bucket: bucket, Key: key } });
}

function writerFailure(cause = "The result writer failed."): Extract<Evaluated<never>, { ok: false }> {
  return { ok: false, error: "States.ResultWriterFailed", cause };
}

function formatOf(config: JsonValue, usual: Format["transformation"]): Format {
  const settings = isObject(config) ? config : {};
  const asked = member(settings, "Transformation");
  const transformation = (["NONE", "COMPACT", "FLATTEN"] as const).find((known) => known === asked) ?? usual;
  return { transformation, type: member(settings, "OutputType") === "JSONL" ? "JSONL" : "JSON" };
}

function preview(children: readonly Execution[], format: Format): JsonValue {
  const results = resultsOf(children, format);
  return format.type === "JSON" ? results : textOf(results, format);
}

/** A child that did not succeed has no output to be compacted or flattened. */
function resultsOf(children: readonly Execution[], { transformation }: Format): readonly JsonValue[] {
  return children.flatMap((child): readonly JsonValue[] => {
    const { result } = child;
    if (transformation === "NONE" || result?.status !== "SUCCEEDED") return [describe(child)];
    return transformation === "FLATTEN" && isArray(result.output) ? result.output : [result.output];
  });
}

function textOf(results: readonly JsonValue[], { type }: Format): string {
  return type === "JSON" ? JSON.stringify(results) : results.map((result) => JSON.stringify(result)).join("\n");
}

function statusOf({ result }: Execution): Status {
  if (result === undefined) return "PENDING";
  return result.status === "SUCCEEDED" ? "SUCCEEDED" : "FAILED";
}

const INCLUDED = { Included: true };

function describe({ identity, input, startTime, redriveCount, result }: Execution): JsonValue {
  const { error, cause } = result === undefined || result.status === "SUCCEEDED" ? {} : result;
  return {
    ...(cause === undefined ? {} : { Cause: cause }),
    ...(error === undefined ? {} : { Error: error }),
    ExecutionArn: identity.executionArn,
    Input: JSON.stringify(input),
    InputDetails: INCLUDED,
    Name: identity.name,
    ...(result?.status === "SUCCEEDED" ? { Output: JSON.stringify(result.output), OutputDetails: INCLUDED } : {}),
    RedriveCount: redriveCount,
    ...redrivable(result),
    StartDate: new Date(startTime).toISOString(),
    StateMachineArn: identity.stateMachineArn,
    Status: result?.status ?? "RUNNING",
    ...(result === undefined ? {} : { StopDate: new Date(result.stopTime).toISOString() }),
  };
}

function redrivable(result: Execution["result"]): JsonObject {
  if (result !== undefined && result.status !== "SUCCEEDED") return { RedriveStatus: "REDRIVABLE_BY_MAP_RUN" };
  const RedriveStatusReason = `Execution is ${result?.status ?? "RUNNING"} and cannot be redriven`;
  return { RedriveStatus: "NOT_REDRIVABLE", RedriveStatusReason };
}
