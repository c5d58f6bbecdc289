import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/lib/base/json.ts";
import { activityInstrument, failInstrument, instrumentCopy } from "../../../src/lib/faults/instrument-copy.ts";

const ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:saga-cli-order";

const reserve: JsonObject = {
  Type: "Task",
  Comment: "Take the goods out of the stock",
  Resource: "arn:aws:states:::lambda:invoke",
  Credentials: { RoleArn: "arn:aws:iam::123456789012:role/stock" },
  Parameters: { FunctionName: "reserve", "Payload.$": "$" },
  ResultSelector: { "id.$": "$.Payload.id" },
  ResultPath: "$.reservation",
  TimeoutSeconds: 10,
  Retry: [{ ErrorEquals: ["Busy"] }],
  Catch: [{ ErrorEquals: ["States.ALL"], Next: "Refund" }],
  Next: "Done",
};
const ship: JsonObject = { Type: "Task", Resource: "arn:aws:states:::sns:publish", End: true };

describe("a copy", () => {
  test("has the faulted states replaced wherever they lie, and nothing else", () => {
    const flow = { StartAt: "Reserve", States: { Reserve: reserve, Ship: ship } };
    const definition = {
      Comment: "Reserve",
      StartAt: "Book",
      States: {
        Book: { Type: "Parallel", Branches: [flow, { StartAt: "Ship", States: { Ship: ship } }], End: true },
        Items: { Type: "Map", ItemProcessor: { ProcessorConfig: { Mode: "INLINE" }, ...flow }, End: true },
        Old: { Type: "Map", Iterator: flow, End: true },
        Pass: { Type: "Pass", Result: { States: { Reserve: "data" } }, End: true },
      },
    };
    const copied = { StartAt: "Reserve", States: { Reserve: { Type: "Succeed" }, Ship: ship } };
    expect(instrumentCopy(definition, new Set(["Reserve"]), () => ({ Type: "Succeed" }))).toEqual({
      ...definition,
      States: {
        Book: { ...definition.States.Book, Branches: [copied, { StartAt: "Ship", States: { Ship: ship } }] },
        Items: { Type: "Map", ItemProcessor: { ProcessorConfig: { Mode: "INLINE" }, ...copied }, End: true },
        Old: { Type: "Map", Iterator: copied, End: true },
        Pass: definition.States.Pass,
      },
    });
  });

  test("keeps a state named __proto__ an ordinary state", () => {
    const definition = JSON.parse('{"StartAt":"__proto__","States":{"__proto__":{"Type":"Task","Resource":"x","End":true}}}') as JsonObject;
    const copy = instrumentCopy(definition, new Set(["__proto__"]), activityInstrument(ACTIVITY));
    expect(JSON.stringify(copy)).toBe(`{"StartAt":"__proto__","States":{"__proto__":{"Type":"Task","Resource":"${ACTIVITY}","End":true}}}`);
  });
});

describe("an activity in the place of a Task's Resource", () => {
  test("gets its parameters, and leaves its Retry, Catch and timeouts", () => {
    const { Credentials: _, ...rest } = reserve;
    expect(activityInstrument(ACTIVITY)(reserve, "Reserve")).toEqual({ ...rest, Resource: ACTIVITY });
  });

  test("has no parameters where they hold the Resource's task token", () => {
    const { Credentials: _, Parameters: __, ...rest } = reserve;
    const waiting = { ...reserve, Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken" };
    expect(activityInstrument(ACTIVITY)(waiting, "Reserve")).toEqual({ ...rest, Resource: ACTIVITY });
  });
});

test("an EXPRESS copy has a Parallel of the Task's name that fails as the fault says", () => {
  const instrument = failInstrument(() => ({ type: "fail", phase: "before", error: "OutOfStock", cause: "injected" }));
  expect(instrument(reserve, "Reserve")).toEqual({
    Type: "Parallel",
    Comment: reserve["Comment"],
    ResultPath: "$.reservation",
    Retry: reserve["Retry"],
    Catch: reserve["Catch"],
    Next: "Done",
    Branches: [
      {
        StartAt: "Reserve (saga-cli fault)",
        States: { "Reserve (saga-cli fault)": { Type: "Fail", Error: "OutOfStock", Cause: "injected" } },
      },
    ],
  });
});
