import { describe, expect, it } from "vitest";
import type { DiagnosticsCase } from "./pay-machine.ts";
import { payTask, shown } from "./pay-machine.ts";

const ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:approve";

describe("a Task", () => {
  it.each<DiagnosticsCase>([
    {
      name: "whose heartbeat comes no sooner than its end",
      definition: payTask({ TimeoutSeconds: 30, HeartbeatSeconds: 30 }),
      want: ["9:27: HeartbeatSeconds (30) must be smaller than TimeoutSeconds (30)"],
    },
    {
      name: "whose heartbeat comes sooner, or nobody knows",
      definition: payTask({ TimeoutSecondsPath: "$.limit", HeartbeatSeconds: 30 }),
      want: [],
    },
    { name: "whose end deployment tells", definition: payTask({ TimeoutSeconds: "${Limit}", HeartbeatSeconds: 30 }), want: [] },
    {
      name: "whose time is in the context",
      definition: payTask({ TimeoutSecondsPath: "$$.Execution.Input.limit" }),
      want: ['8:29: TimeoutSecondsPath must be a reference path such as $.order.items, not "$$.Execution.Input.limit"'],
    },
    {
      name: "with credentials that name no role",
      definition: payTask({ Credentials: { Role: "x" } }),
      want: ["8:22: Credentials need a RoleArn"],
    },
    {
      name: "with credentials that are a role's ARN alone",
      definition: payTask({ Credentials: "arn:aws:iam::123456789012:role/payments" }),
      want: ['8:22: Credentials must be an object, not a string. Write {"name.$": "$.path"} to fill it.'],
    },
    { name: "with credentials", definition: payTask({ Credentials: { "RoleArn.$": "$.role" } }), want: [] },
    {
      name: "that calls an activity with credentials",
      definition: payTask({ Resource: ACTIVITY, Credentials: { RoleArn: "${Role}" } }),
      want: ["8:7: A Task that calls an activity cannot have Credentials"],
    },
    {
      name: "whose Parameters are a path",
      definition: payTask({ Parameters: "$.order" }),
      want: ['8:21: Parameters must be an object, not a string. Write {"name.$": "$.path"} to fill it.'],
    },
    {
      name: "whose Arguments are text",
      definition: { QueryLanguage: "JSONata", ...payTask({ Arguments: "order" }) },
      want: ["9:20: Arguments must be an object, not a string. Write {% … %} to compute it."],
    },
    {
      name: "that fills a field twice",
      definition: payTask({ Parameters: { id: 1, "id.$": "$.id" } }),
      want: ['10:9: "id.$" and "id" both fill the field "id". Keep one of them.'],
    },
    {
      name: "whose parameters a template makes",
      definition: payTask({ Parameters: { "Fn::Sub": "${Order}" }, ResultSelector: { Ref: "Selector" }, TimeoutSeconds: { Ref: "Limit" } }),
      want: [],
    },
  ])("$name", ({ definition, want }) => {
    expect(shown(definition)).toEqual(want);
  });
});

describe("a Fail", () => {
  const fail = (fields: object): object => ({ StartAt: "Failed", States: { Failed: { Type: "Fail", ...fields } } });
  it.each<DiagnosticsCase>([
    {
      name: "whose error may stand in several places",
      definition: fail({ ErrorPath: "$.errors[*].name" }),
      want: ['6:20: ErrorPath must be a reference path such as $.failure.Error, not "$.errors[*].name"'],
    },
    {
      name: "whose error is computed by what gives no text",
      definition: fail({ ErrorPath: "States.ArrayLength($.errors)" }),
      want: ["6:20: ErrorPath needs text, which States.ArrayLength does not give"],
    },
    {
      name: "whose error is computed",
      definition: fail({ ErrorPath: "States.Format('{}', $.error)", CausePath: "$$.Execution.Id" }),
      want: [],
    },
    {
      name: "whose error and cause stand twice",
      definition: fail({ Error: "A", ErrorPath: "$.a", Cause: "B", CausePath: "$.b" }),
      want: ["7:7: Error and ErrorPath exclude each other", "9:7: Cause and CausePath exclude each other"],
    },
  ])("$name", ({ definition, want }) => {
    expect(shown(definition)).toEqual(want);
  });
});
