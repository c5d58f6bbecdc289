import * as fc from "fast-check";
import type { JsonValue } from "../../src/lib/base/json.ts";

const stateName = fc.constantFrom(
  "Pay",
  "Refund",
  "Reserve",
  "Release stock",
  "",
  "__proto__",
  "constructor",
  "Ship?",
  "支払い",
  "a.b",
  "${Pay}",
);
const text: fc.Arbitrary<string> = fc.oneof(
  stateName,
  fc.constantFrom(
    "$",
    "$.order",
    "$$.Execution.Id",
    "$.a[?(@.b==1)]",
    "States.ALL",
    "States.Format('{}', $.id)",
    "{% $states.input.id %}",
    "{% $a(",
  ),
  fc.constantFrom(
    "${Pay}",
    "${PayFunction.Arn}",
    "#{AWS::Region}",
    "${var.attempts}",
    "${local.pay}",
    "${",
    "}",
    "%{ if }",
    "$${x}",
    "\\",
    '"',
    "\n  ",
    "\t",
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const resource = fc.oneof(
  fc.constantFrom<JsonValue>({ "Fn::GetAtt": ["PayFunction", "Arn"] }, { Ref: "Pay" }),
  fc.constantFrom(
    "arn:aws:lambda:eu-west-1:123456789012:function:pay",
    "arn:aws:states:::sns:publish",
    "arn:aws:states:::lambda:invoke.waitForTaskToken",
    "arn:aws:states:::states:startExecution.sync:2",
    "arn:aws:states:::aws-sdk:dynamodb:putItem",
  ),
  text,
);
const directive = fc.oneof(fc.constantFrom("saga: compensates Pay", "saga: pivot", "saga-lint-disable missing-catch known"), text);
const intrinsic = fc.constantFrom<JsonValue>(
  { Ref: "PayFunction" },
  { Ref: "AWS::NoValue" },
  { "Fn::GetAtt": ["PayFunction", "Arn"] },
  { "Fn::GetAtt": "PayFunction.Arn" },
  { "Fn::Sub": ["${a}-${PayFunction}", { a: { Ref: "Attempts" } }] },
  { "Fn::Join": [":", ["arn", { Ref: "AWS::Partition" }]] },
  { "Fn::If": ["Live", 1, 2] },
  { "Fn::Join": 3 },
  { "Fn::FindInMap": ["Limits", { Ref: "Stage" }, "Pay"] },
  { "Fn::Select": [1, { "Fn::Split": [":", { "Fn::GetAtt": ["PayFunction", "Arn"] }] }] },
  { "Fn::Select": { Ref: "Pay" } },
  { "Fn::Transform": { Name: "AWS::Include", Parameters: { Location: "order.asl.json" } } },
);
const number: fc.Arbitrary<JsonValue> = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -1, 1e308));

const errors = fc.array(text, { maxLength: 2 });
const recovery = {
  Retry: fc.array(record({ ErrorEquals: errors, MaxAttempts: fc.oneof(number, text), IntervalSeconds: number }), { maxLength: 2 }),
  Catch: fc.array(record({ ErrorEquals: errors, Next: stateName, ResultPath: text }), { maxLength: 2 }),
  TimeoutSeconds: fc.oneof(number, text),
};

/** All that nests counts as deep as it lies in all the others. */
const depthIdentifier = fc.createDepthIdentifier();
const nested = { maxDepth: 5, depthIdentifier, withCrossShrink: true };

/** Definitions of the shape of state machines in which anything may stand anywhere. */
export const hostileDefinitions: fc.Arbitrary<JsonValue> = fc.letrec<Record<"machine" | "state" | "any" | "rule", JsonValue>>((tie) => ({
  any: fc.oneof(
    nested,
    fc.constantFrom<JsonValue>(null, true, false, {}, []),
    number,
    text,
    intrinsic,
    fc.array(tie("any"), { maxLength: 3 }),
    fc.dictionary(text, tie("any"), { maxKeys: 3 }),
    tie("machine"),
  ),
  rule: fc.oneof(
    nested,
    record({ Variable: text, StringEquals: text, Condition: text, Next: stateName }),
    record({ Not: tie("rule"), And: fc.array(tie("rule"), { maxLength: 2 }), Next: stateName }),
    tie("any"),
  ),
  state: fc.oneof(
    nested,
    record({ Type: fc.constantFrom("Pass", "Succeed", "Fail"), Comment: directive, Next: stateName, End: fc.boolean(), ResultPath: text }),
    {
      weight: 4,
      arbitrary: record({
        Type: fc.constant("Task"),
        Comment: directive,
        Resource: resource,
        Next: stateName,
        Parameters: tie("any"),
        ...recovery,
      }),
    },
    record({ Type: fc.constant("Choice"), Choices: fc.array(tie("rule"), { maxLength: 2 }), Default: stateName }),
    record({ Type: fc.constant("Parallel"), Branches: fc.array(tie("machine"), { maxLength: 2 }), Next: stateName, ...recovery }),
    record({ Type: fc.constant("Map"), ItemProcessor: tie("machine"), Iterator: tie("any"), Next: stateName, ...recovery }),
    record({ Type: tie("any"), Seconds: tie("any"), Next: tie("any"), Assign: tie("any"), Output: tie("any"), QueryLanguage: text }),
    tie("any"),
  ),
  machine: fc.oneof(nested, fc.constant<JsonValue>({ StartAt: "Pay", States: { Pay: { Type: "Succeed" } } }), {
    weight: 4,
    arbitrary: record({
      Comment: text,
      StartAt: stateName,
      States: fc.oneof(
        { weight: 9, arbitrary: fc.dictionary(stateName, tie("state"), { maxKeys: 5 }) },
        { weight: 1, arbitrary: tie("any") },
      ),
      QueryLanguage: fc.constantFrom("JSONPath", "JSONata"),
      TimeoutSeconds: number,
    }),
  }),
})).machine;

/** An object with any of these members. */
function record(members: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<JsonValue> {
  return fc.record(members, { requiredKeys: [] }) as fc.Arbitrary<JsonValue>;
}
