import type { JsonObject } from "../base/json.ts";
import type { MapRun } from "../engine/execution.ts";
import { ApiError } from "../targets/embedded/api-error.ts";
import type { ExecutionRecord } from "../targets/embedded/execution-record.ts";
import type { World } from "../targets/world/world.ts";
import { present } from "../targets/embedded/present.ts";
import { arnField, longArnField } from "./api-fields.ts";
import { readArn } from "./arns.ts";
import { seconds } from "./dates.ts";
import { standardExecution } from "./find-execution.ts";
import type { Operation } from "./operation.ts";
import { operation } from "./operation.ts";
import { pageFields, pageOf } from "./pages.ts";
import { number, required } from "./parameters.ts";

/** The Map run of that ARN, and the execution that started it; an ApiError where there is none. */
export function mapRunOf(world: World, mapRunArn: string): { readonly record: ExecutionRecord; readonly run: MapRun } {
  readArn(mapRunArn, "mapRun");
  for (const record of world.executions.all()) {
    const run = record.mapRuns.find(({ arn }) => arn === mapRunArn);
    if (run !== undefined) return { record, run };
  }
  throw new ApiError("ResourceNotFound", `Resource not found: '${mapRunArn}'`);
}

const describeMapRun = operation({ mapRunArn: required(longArnField) }, ({ mapRunArn }, { world }) => {
  const { run } = mapRunOf(world, mapRunArn);
  const counts = countsOf(run);
  return present({
    mapRunArn,
    executionArn: run.executionArn,
    status: run.status,
    startDate: seconds(run.startTime),
    stopDate: run.stopTime === undefined ? undefined : seconds(run.stopTime),
    maxConcurrency: run.maxConcurrency,
    toleratedFailurePercentage: run.toleratedFailurePercentage,
    toleratedFailureCount: run.toleratedFailureCount,
    itemCounts: counts,
    executionCounts: counts,
    redriveCount: run.redriveCount,
  });
});

function countsOf({ children, inputs }: MapRun): JsonObject {
  const ended = (status: string): number => children.filter(({ result }) => result?.status === status).length;
  return {
    pending: inputs.length - children.length,
    running: children.filter(({ result }) => result === undefined).length,
    succeeded: ended("SUCCEEDED"),
    failed: ended("FAILED"),
    timedOut: ended("TIMED_OUT"),
    aborted: ended("ABORTED"),
    total: inputs.length,
    resultsWritten: 0,
    failuresNotRedrivable: 0,
    pendingRedrive: 0,
  };
}

const listMapRuns = operation({ executionArn: required(arnField), ...pageFields }, (request, { world }) => {
  const { arn, machine, mapRuns } = standardExecution(world, request.executionArn);
  const { items, nextToken } = pageOf(mapRuns, request, `mapRuns ${arn}`);
  const listed = items.map((run) =>
    present({
      executionArn: arn,
      mapRunArn: run.arn,
      stateMachineArn: machine.arn,
      startDate: seconds(run.startTime),
      stopDate: run.stopTime === undefined ? undefined : seconds(run.stopTime),
    }),
  );
  return present({ mapRuns: listed, nextToken });
});

const limits = {
  maxConcurrency: number({ min: 0 }),
  toleratedFailurePercentage: number({ min: 0, max: 100 }),
  toleratedFailureCount: number({ min: 0 }),
};

/** What a MaxConcurrency of 0 means: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html */
const NO_LIMIT = 10_000;

const updateMapRun = operation({ mapRunArn: required(longArnField), ...limits }, (request, { world }) => {
  const { run } = mapRunOf(world, request.mapRunArn);
  if (run.status !== "RUNNING") throw new ApiError("ValidationException", `Map Run is ${run.status} and cannot be updated`);
  const { maxConcurrency, toleratedFailurePercentage, toleratedFailureCount } = request;
  if (maxConcurrency !== undefined) run.maxConcurrency = maxConcurrency === 0 ? NO_LIMIT : maxConcurrency;
  if (toleratedFailurePercentage !== undefined) run.toleratedFailurePercentage = toleratedFailurePercentage;
  if (toleratedFailureCount !== undefined) run.toleratedFailureCount = toleratedFailureCount;
  return {};
});

/** The operations on Map runs. */
export const mapRunOperations: Readonly<Record<string, Operation>> = {
  DescribeMapRun: describeMapRun,
  ListMapRuns: listMapRuns,
  UpdateMapRun: updateMapRun,
};
