import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/lib/base/json.ts";
import { startLocalApi } from "./local-api.ts";

const CHARGE = {
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Parameters: { FunctionName: "charge", "Payload.$": "$.order" },
  ResultSelector: { "paid.$": "$.Payload.paid" },
  ResultPath: "$.payment",
  OutputPath: "$.payment",
  Next: "Ship",
  Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 2 }],
  Catch: [
    { ErrorEquals: ["CardDeclined"], Next: "Apologise" },
    { ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "ReleaseStock" },
  ],
};
const SHIP_ALL = {
  Type: "Map",
  ItemsPath: "$.orders",
  ItemSelector: { "order.$": "$$.Map.Item.Value" },
  ItemProcessor: {
    ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
    StartAt: "Ship",
    States: { Ship: { Type: "Pass", End: true } },
  },
  ToleratedFailureCount: 1,
  End: true,
};
const busy = { errorOutput: { error: "Busy", cause: "try later" } };

interface Case {
  readonly name: string;
  readonly state: JsonObject;
  readonly request?: JsonObject;
  readonly want: unknown;
}

test.each<Case>([
  {
    name: "a Pass shows what it makes of its data, and where it goes",
    state: { Type: "Pass", Parameters: { "id.$": "$.order" }, ResultPath: "$.copy", Next: "ChargeCard" },
    request: { input: '{"order":"o-1"}', inspectionLevel: "DEBUG" },
    want: {
      status: "SUCCEEDED",
      output: '{"order":"o-1","copy":{"id":"o-1"}}',
      nextState: "ChargeCard",
      inspectionData: {
        input: '{"order":"o-1"}',
        afterInputPath: '{"order":"o-1"}',
        afterParameters: '{"id":"o-1"}',
        afterResultPath: '{"order":"o-1","copy":{"id":"o-1"}}',
      },
    },
  },
  {
    name: "a mocked Task shows every step of its data",
    state: CHARGE,
    request: { input: '{"order":7}', inspectionLevel: "TRACE", mock: { result: '{"Payload":{"paid":true}}' } },
    want: {
      status: "SUCCEEDED",
      output: '{"paid":true}',
      nextState: "Ship",
      inspectionData: {
        input: '{"order":7}',
        afterInputPath: '{"order":7}',
        afterParameters: '{"FunctionName":"charge","Payload":7}',
        result: '{"Payload":{"paid":true}}',
        afterResultSelector: '{"paid":true}',
        afterResultPath: '{"order":7,"payment":{"paid":true}}',
      },
    },
  },
  {
    name: "a failure that a retrier takes is retriable, after its backoff",
    state: CHARGE,
    request: { input: '{"order":7}', inspectionLevel: "DEBUG", mock: busy, stateConfiguration: { retrierRetryCount: 1 } },
    want: {
      status: "RETRIABLE",
      error: "Busy",
      cause: "try later",
      inspectionData: {
        input: '{"order":7}',
        afterInputPath: '{"order":7}',
        afterParameters: '{"FunctionName":"charge","Payload":7}',
        errorDetails: { retryIndex: 0, retryBackoffIntervalSeconds: 6 },
      },
    },
  },
  {
    name: "a failure whose retrier is exhausted is caught",
    state: CHARGE,
    request: { input: '{"order":7}', mock: busy, stateConfiguration: { retrierRetryCount: 2 } },
    want: {
      status: "CAUGHT_ERROR",
      error: "Busy",
      cause: "try later",
      output: '{"order":7,"failure":{"Error":"Busy","Cause":"try later"}}',
      nextState: "ReleaseStock",
    },
  },
  {
    name: "a failure that nothing takes fails the state",
    state: { Type: "Fail", Error: "OutOfStock", Cause: "none left" },
    want: { status: "FAILED", error: "OutOfStock", cause: "none left" },
  },
  {
    name: "a Choice shows where it goes, back to itself too",
    state: { Type: "Choice", Choices: [{ Variable: "$.paid", BooleanEquals: true, Next: "State" }], Default: "Cancel" },
    request: { input: '{"paid":true}' },
    want: { status: "SUCCEEDED", output: '{"paid":true}', nextState: "State" },
  },
  {
    name: "variables and the context object are what the request says",
    state: {
      Type: "Pass",
      QueryLanguage: "JSONata",
      Output: "{% $states.context.Execution.Name & '/' & $customer %}",
      Assign: { total: "{% $count + 1 %}" },
      End: true,
    },
    request: { variables: '{"customer":"c-1","count":1}', context: '{"Execution":{"Name":"order-1"}}', inspectionLevel: "DEBUG" },
    want: {
      status: "SUCCEEDED",
      output: '"order-1/c-1"',
      inspectionData: { input: "{}", variables: '{"customer":"c-1","count":1,"total":2}' },
    },
  },
  {
    name: "a mocked Map shows its items and limits",
    state: SHIP_ALL,
    request: { input: '{"orders":[1,2]}', inspectionLevel: "DEBUG", mock: { result: '["a","b"]' } },
    want: {
      status: "SUCCEEDED",
      output: '["a","b"]',
      inspectionData: {
        input: '{"orders":[1,2]}',
        afterInputPath: '{"orders":[1,2]}',
        result: '["a","b"]',
        afterResultSelector: '["a","b"]',
        afterResultPath: '["a","b"]',
        afterItemsPath: "[1,2]",
        afterItemSelector: '[{"order":1},{"order":2}]',
        toleratedFailureCount: 1,
      },
    },
  },
  {
    name: "a mocked Map fails by more failed iterations than it tolerates",
    state: SHIP_ALL,
    request: { input: '{"orders":[1,2]}', mock: { result: "[]" }, stateConfiguration: { mapIterationFailureCount: 2 } },
    want: {
      status: "FAILED",
      error: "States.ExceedToleratedFailureThreshold",
      cause: "The specified tolerated failure threshold was exceeded",
    },
  },
])("$name", async ({ state, request = {}, want }) => {
  const api = await startLocalApi();
  expect(await api.call("TestState", { definition: JSON.stringify(state), ...request })).toEqual(want);
});

test("a state of a whole definition is found by its name, however deep", async () => {
  const api = await startLocalApi();
  const definition = JSON.stringify({ StartAt: "ShipAll", States: { ShipAll: SHIP_ALL } });
  expect(await api.call("TestState", { definition, stateName: "Ship", input: "1" })).toEqual({ status: "SUCCEEDED", output: "1" });
  expect((await api.call("TestState", { definition, stateName: "Pack" })).message).toBe("State not found in definition");
});

test.each([
  ["a Map without a mock", SHIP_ALL, {}, "ValidationException", "State type 'Map' needs a mock"],
  [
    "a mocked Pass",
    { Type: "Pass", End: true },
    { mock: { result: "1" } },
    "ValidationException",
    "State type 'Pass' is not supported when a mock is specified",
  ],
  [
    "a mock that is both",
    CHARGE,
    { mock: { result: "1", errorOutput: {} } },
    "ValidationException",
    "A mock has either a result or an errorOutput",
  ],
  [
    "an activity without a mock",
    { Type: "Task", Resource: "arn:aws:states:us-east-1:123456789012:activity:pack", End: true },
    {},
    "ValidationException",
    "Resource 'arn:aws:states:us-east-1:123456789012:activity:pack' needs a mock",
  ],
  ["a state with a mistake", { Type: "Pass", Nxt: "Ship" }, {}, "InvalidDefinition", null],
])("%s is refused", async (_, state, request, type, message) => {
  const api = await startLocalApi();
  expect(await api.call("TestState", { definition: JSON.stringify(state), ...request })).toEqual({
    __type: type,
    message: message ?? expect.stringContaining("SCHEMA_VALIDATION_FAILED"),
  });
});
