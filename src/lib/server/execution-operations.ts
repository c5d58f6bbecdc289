import type { JsonObject } from "../base/json.ts";
import { ApiError } from "../targets/embedded/api-error.ts";
import { describeExecution, statusOf } from "../targets/embedded/describe-execution.ts";
import type { ExecutionRecord } from "../targets/embedded/execution-record.ts";
import type { RunnableMachine } from "../targets/embedded/runnable-machine.ts";
import { present } from "../targets/embedded/present.ts";
import { arnField, dataField, failureFields, longArnField } from "./api-fields.ts";
import { readArn } from "./arns.ts";
import { seconds } from "./dates.ts";
import { executionInput } from "./execution-input.ts";
import { standardExecution } from "./find-execution.ts";
import { checkName, nameField } from "./names.ts";
import type { Operation } from "./operation.ts";
import { operation } from "./operation.ts";
import { pageFields, pageOf } from "./pages.ts";
import { required, text, word } from "./parameters.ts";
import { mapRunOf } from "./map-run-operations.ts";
import { redriveOnce } from "./redrive-once.ts";
import type { Service } from "./service.ts";

const startFields = {
  stateMachineArn: required(arnField),
  name: nameField,
  input: dataField,
  traceHeader: text({ max: 256 }),
};
const includedData = word("ALL_DATA", "METADATA_ONLY");

interface StartRequest {
  readonly name: string | undefined;
  readonly input: string | undefined;
  readonly traceHeader: string | undefined;
}

function start(
  { name, input = "{}", traceHeader }: StartRequest,
  machine: RunnableMachine,
  { world }: Service,
  onEnd?: (record: ExecutionRecord) => void,
) {
  return world.start({
    machine,
    name: name === undefined ? undefined : checkName(name),
    input: executionInput(input),
    inputText: input,
    traceHeader,
    ...(onEnd ? { onEnd } : {}),
  });
}

const startExecution = operation(startFields, (request, service) => {
  const { arn, startTime } = start(request, service.runnable(request.stateMachineArn), service);
  return { executionArn: arn, startDate: seconds(startTime) };
});

const startSyncExecution = operation({ ...startFields, includedData }, async (request, service) => {
  if (request.stateMachineArn.includes("#")) throw new ApiError("InvalidArn", `Invalid Arn: '${request.stateMachineArn}'`);
  const machine = service.runnable(request.stateMachineArn);
  if (machine.type !== "EXPRESS")
    throw new ApiError("StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");
  const record = await new Promise<ExecutionRecord>((ended) => void start(request, machine, service, ended));
  const described = Object.entries(describeExecution(record, service.world.now(), seconds)).filter(([name]) => !name.startsWith("redrive"));
  const duration = (record.result?.stopTime ?? record.startTime) - record.startTime;
  return {
    ...withoutData(Object.fromEntries(described), request.includedData),
    billingDetails: { billedDurationInMilliseconds: Math.ceil(duration / 100) * 100, billedMemoryUsedInMB: 64 },
  };
});

const stopExecution = operation({ executionArn: required(arnField), ...failureFields }, ({ executionArn, error, cause }, { world }) => {
  const record = standardExecution(world, executionArn);
  const failure = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
  return { stopDate: seconds(world.stop(record, failure)) };
});

const redriveExecution = operation(
  { executionArn: required(arnField), clientToken: text({ min: 1, max: 64, pattern: /^[!-~]+$/ }) },
  (request, { world }) => {
    const record = standardExecution(world, request.executionArn);
    return { redriveDate: seconds(redriveOnce(world, record, request.clientToken)) };
  },
);

const describe = operation({ executionArn: required(arnField), includedData }, (request, { world }) => {
  const record = standardExecution(world, request.executionArn);
  return withoutData(describeExecution(record, world.now(), seconds), request.includedData);
});

function withoutData(described: JsonObject, includedData: "ALL_DATA" | "METADATA_ONLY" | undefined): JsonObject {
  if (includedData !== "METADATA_ONLY") return described;
  const left = Object.entries(described).filter(([name]) => !DATA.has(name));
  return Object.fromEntries(left.map(([name, value]) => [name, name.endsWith("Details") ? { included: false } : value]));
}

const DATA: ReadonlySet<string> = new Set(["input", "output", "error", "cause"]);

const listFields = {
  stateMachineArn: arnField,
  mapRunArn: longArnField,
  statusFilter: word("RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"),
  redriveFilter: word("REDRIVEN", "NOT_REDRIVEN"),
  ...pageFields,
};

const listExecutions = operation(listFields, (request, service) => {
  const { stateMachineArn, mapRunArn, statusFilter, redriveFilter } = request;
  if ((stateMachineArn === undefined) === (mapRunArn === undefined)) {
    throw new ApiError("ValidationException", "Must provide a StateMachine ARN or MapRun ARN");
  }
  const candidates = stateMachineArn === undefined ? childrenOf(mapRunArn ?? "", service) : executionsOf(stateMachineArn, service);
  const wanted = candidates.filter(
    (record) =>
      (statusFilter === undefined || statusOf(record) === statusFilter) &&
      (redriveFilter === undefined || (redriveFilter === "REDRIVEN") === record.redriveCount > 0),
  );
  const { items, nextToken } = pageOf(
    wanted.reverse(),
    request,
    `executions ${stateMachineArn} ${mapRunArn} ${statusFilter} ${redriveFilter}`,
  );
  return present({ executions: items.map(listItem), nextToken });
});

function executionsOf(reference: string, { machines, world }: Service): ExecutionRecord[] {
  const { stored, version, alias } = machines.resolve(reference);
  if (stored.type !== "STANDARD")
    throw new ApiError("StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");
  return [...world.executions.all()].filter(
    ({ machine, mapRunArn }) =>
      machine.arn === stored.arn &&
      mapRunArn === undefined &&
      (version === undefined || machine.versionArn === version.arn) &&
      (alias === undefined || machine.aliasArn === alias.arn),
  );
}

function childrenOf(mapRunArn: string, { world }: Service): ExecutionRecord[] {
  readArn(mapRunArn, "mapRun");
  return mapRunOf(world, mapRunArn).run.children.flatMap(({ identity }) => world.executions.get(identity.executionArn) ?? []);
}

function listItem(record: ExecutionRecord): JsonObject {
  const { machine, result, mapRunArn, redriveCount, redriveTime } = record;
  return present({
    executionArn: record.arn,
    stateMachineArn: machine.arn,
    name: record.name,
    status: statusOf(record),
    startDate: seconds(record.startTime),
    stopDate: result && seconds(result.stopTime),
    mapRunArn,
    stateMachineVersionArn: machine.versionArn,
    stateMachineAliasArn: machine.aliasArn,
    redriveCount,
    redriveDate: redriveTime === undefined ? undefined : seconds(redriveTime),
  });
}

/** The operations on executions. */
export const executionOperations: Readonly<Record<string, Operation>> = {
  StartExecution: startExecution,
  StartSyncExecution: startSyncExecution,
  StopExecution: stopExecution,
  RedriveExecution: redriveExecution,
  DescribeExecution: describe,
  ListExecutions: listExecutions,
};
