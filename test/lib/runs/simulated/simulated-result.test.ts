import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../../../src/lib/base/json.ts";
import { runMachine } from "../../../../src/lib/engine/run-machine.ts";
import { simulatedResult } from "../../../../src/lib/runs/simulated/simulated-result.ts";
import { buildModel } from "../../../../src/lib/saga/build-model.ts";
import { machineOf } from "../../../machine-of.ts";

const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:charge-payment";

/** A task, a Choice that tests its result, and a good and a bad end. */
function machineWith(task: object, choice: object, more: object = {}, states: object = {}) {
  return machineOf({
    ...more,
    StartAt: "ChargePayment",
    States: {
      ChargePayment: { Type: "Task", Resource: FUNCTION, Next: "Paid?", ...task },
      "Paid?": { Type: "Choice", ...choice },
      Ship: { Type: "Succeed" },
      Declined: { Type: "Fail", Error: "CardDeclined" },
      ...states,
    },
  });
}

function simulated(machine: ReturnType<typeof machineWith>, output: JsonValue): JsonValue {
  const { failureEdges } = buildModel("order", machine, { steps: {} }).model;
  return simulatedResult({ machine, failureEdges }, "ChargePayment", output);
}

/** The states that a run enters when the task answers that. */
async function path(machine: ReturnType<typeof machineWith>, output: JsonValue): Promise<readonly string[]> {
  const run = await runMachine({ machine, input: { order_id: "o-1" }, perform: () => ({ type: "succeeded", output }) });
  return run.events.flatMap(({ type, details }) => (type.endsWith("StateEntered") && "name" in details ? [details.name] : []));
}

const declinedUnless = (rule: object): object => ({ Choices: [{ ...rule, Next: "Ship" }], Default: "Declined" });
const declinedIf = (...rules: readonly object[]): object => ({
  Choices: rules.map((rule) => ({ ...rule, Next: "Declined" })),
  Default: "Ship",
});
const status = (test: object): object => ({ Variable: "$.status", ...test });
const ECHO = { order_id: "o-1" };

describe("a result that takes the success edge, by operator", () => {
  test.each([
    { rule: { StringEquals: "OK" }, yes: "OK", no: "simulated" },
    { rule: { StringLessThan: "B" }, yes: "", no: "B" },
    { rule: { StringLessThanEquals: "B" }, yes: "B", no: "B-simulated" },
    { rule: { StringGreaterThan: "B" }, yes: "B-simulated", no: "B" },
    { rule: { StringGreaterThanEquals: "B" }, yes: "B", no: "" },
    { rule: { StringMatches: String.raw`paid-*-\*` }, yes: "paid--*", no: "simulated" },
    { rule: { NumericEquals: 200 }, yes: 200, no: 201 },
    { rule: { NumericLessThan: 300 }, yes: 299, no: 300 },
    { rule: { NumericLessThanEquals: 300 }, yes: 300, no: 301 },
    { rule: { NumericGreaterThan: 300 }, yes: 301, no: 300 },
    { rule: { NumericGreaterThanEquals: 300 }, yes: 300, no: 299 },
    { rule: { BooleanEquals: true }, yes: true, no: false },
    { rule: { BooleanEquals: false }, yes: false, no: true },
    { rule: { TimestampEquals: "2026-01-05T09:30:00Z" }, yes: "2026-01-05T09:30:00Z", no: "2026-01-05T09:30:01.000Z" },
    { rule: { TimestampLessThan: "2026-01-05T09:30:00Z" }, yes: "2026-01-05T09:29:59.000Z", no: "2026-01-05T09:30:00Z" },
    { rule: { TimestampGreaterThanEquals: "2026-01-05T09:30:00Z" }, yes: "2026-01-05T09:30:00Z", no: "2026-01-05T09:29:59.000Z" },
    { rule: { IsNull: true }, yes: null, no: "simulated" },
    { rule: { IsPresent: true }, yes: "simulated", no: undefined },
    { rule: { IsPresent: false }, yes: undefined, no: "simulated" },
    { rule: { IsNumeric: true }, yes: 1, no: "simulated" },
    { rule: { IsString: true }, yes: "simulated", no: true },
    { rule: { IsBoolean: true }, yes: true, no: "simulated" },
    { rule: { IsBoolean: false }, yes: "simulated", no: true },
    { rule: { IsTimestamp: true }, yes: "2026-01-01T00:00:00Z", no: true },
  ])("$rule: $yes leads on, $no where it is the failure", async ({ rule, yes, no }) => {
    const good = machineWith({}, declinedUnless(status(rule)));
    const bad = machineWith({}, declinedIf(status(rule)));
    const withStatus = (value: JsonValue | undefined): JsonValue => (value === undefined ? ECHO : { ...ECHO, status: value });
    expect(simulated(good, ECHO)).toEqual(withStatus(yes));
    expect(simulated(bad, ECHO)).toEqual(withStatus(no));
    for (const machine of [good, bad]) expect(await path(machine, simulated(machine, ECHO))).toEqual(["ChargePayment", "Paid?", "Ship"]);
  });

  test("a path on the right is read from the result", () => {
    const rule = { Variable: "$.charged", NumericEqualsPath: "$.amount" };
    expect(simulated(machineWith({}, declinedUnless(rule)), { amount: 38 })).toEqual({ amount: 38, charged: 38 });
  });
});

describe("conditions of several parts", () => {
  const code = (test: object): object => ({ Variable: "$.code", ...test });
  test.each([
    {
      name: "And",
      choice: declinedUnless({ And: [status({ StringEquals: "OK" }), code({ NumericLessThan: 300 })] }),
      want: { status: "OK", code: 299 },
    },
    { name: "Or", choice: declinedUnless({ Or: [status({ StringEquals: "OK" }), code({ NumericEquals: 0 })] }), want: { status: "OK" } },
    { name: "Not", choice: declinedUnless({ Not: status({ StringEquals: "simulated" }) }), want: { status: "simulated-simulated" } },
    {
      name: "an And that must not hold",
      choice: declinedIf({ And: [status({ StringEquals: "FAILED" }), code({ NumericEquals: 0 })] }),
      want: { status: "simulated" },
    },
    {
      name: "an Or that must not hold",
      choice: declinedIf({ Or: [status({ StringEquals: "FAILED" }), code({ NumericGreaterThanEquals: 400 })] }),
      want: { status: "simulated", code: 399 },
    },
    {
      name: "a guarded part",
      choice: declinedUnless({ And: [status({ IsPresent: true }), status({ StringEquals: "OK" })] }),
      want: { status: "OK" },
    },
    {
      name: "a rule behind failure edges",
      choice: {
        Choices: [
          { ...status({ StringEquals: "FAILED" }), Next: "Declined" },
          { ...status({ StringMatches: "*" }), Next: "Ship" },
        ],
        Default: "Declined",
      },
      want: { status: "" },
    },
    {
      name: "what the input says is taken as it comes",
      choice: declinedUnless({ And: [{ Variable: "$$.Execution.Input.vip", BooleanEquals: true }, status({ StringEquals: "OK" })] }),
      want: { status: "OK" },
    },
  ])("$name", ({ choice, want }) => {
    expect(simulated(machineWith({}, choice), ECHO)).toEqual({ ...ECHO, ...want });
  });
});

describe("wherever the result is seen", () => {
  const rule = (variable: string): object => declinedUnless({ Variable: variable, StringEquals: "OK" });
  test.each([
    { name: "ResultPath", task: { ResultPath: "$.payment" }, variable: "$.payment.status", want: { ...ECHO, status: "OK" } },
    {
      name: "ResultSelector",
      task: { ResultSelector: { "state.$": "$.Payload.body.state" }, ResultPath: "$.payment" },
      variable: "$.payment.state",
      want: { ...ECHO, Payload: { body: { state: "OK" } } },
    },
    { name: "OutputPath", task: { OutputPath: "$.Payload" }, variable: "$.status", want: { ...ECHO, Payload: { status: "OK" } } },
    {
      name: "OutputPath below ResultPath",
      task: { ResultPath: "$.payment", OutputPath: "$.payment.Payload" },
      variable: "$.status",
      want: { ...ECHO, Payload: { status: "OK" } },
    },
    {
      name: "OutputPath above ResultPath",
      task: { ResultPath: "$.order.payment", OutputPath: "$.order" },
      variable: "$.payment.status",
      want: { ...ECHO, status: "OK" },
    },
    {
      name: "Assign",
      task: { Assign: { "payment.$": "$.Payload" }, ResultPath: null },
      variable: "$payment.status",
      want: { ...ECHO, Payload: { status: "OK" } },
    },
    {
      name: "Assign after ResultSelector",
      task: { ResultSelector: { "body.$": "$.Payload" }, Assign: { "state.$": "$.body.status" } },
      variable: "$state",
      want: { ...ECHO, Payload: { status: "OK" } },
    },
    { name: "in a list", task: {}, variable: "$.charges[0].status", want: { ...ECHO, charges: [{ status: "OK" }] } },
    { name: "nowhere, by ResultPath null", task: { ResultPath: null }, variable: "$.status", want: ECHO },
    { name: "nowhere, by a path into the context object", task: {}, variable: "$$.Execution.Input.status", want: ECHO },
  ])("$name", ({ task, variable, want }) => {
    expect(simulated(machineWith(task, rule(variable)), ECHO)).toEqual(want);
  });
});

describe("JSONata", () => {
  const JSONATA = { QueryLanguage: "JSONata" };
  const unless = (condition: string): object => declinedUnless({ Condition: condition });
  test.each([
    { name: "a comparison with text", condition: "{% $states.input.status = 'OK' %}", want: { status: "OK" } },
    { name: "a comparison with a number", condition: "{% $states.input.code <= 299 %}", want: { code: 299 } },
    { name: "an inequality", condition: '{% $states.input.status != "simulated" %}', want: { status: "simulated-simulated" } },
    { name: "a plain reference", condition: "{% $states.input.paid %}", want: { paid: true } },
    { name: "null", condition: "{% $states.input.error = null %}", want: { error: null } },
    { name: "any other expression leaves the echo", condition: "{% $count($states.input.charges) > 0 %}", want: {} },
  ])("$name", ({ condition, want }) => {
    expect(simulated(machineWith({}, unless(condition), JSONATA), ECHO)).toEqual({ ...ECHO, ...want });
  });

  test.each([
    {
      name: "Output",
      task: { Output: { payment: "{% $states.result.Payload %}", order: "{% $states.input %}" } },
      condition: "{% $states.input.payment.status = 'OK' %}",
    },
    {
      name: "an Output that adds to the input",
      task: { Output: "{% $merge([$states.input, {'payment': $states.result.Payload}]) %}" },
      condition: "{% $states.input.payment.status = 'OK' %}",
    },
    { name: "Assign", task: { Assign: { payment: "{% $states.result.Payload %}" } }, condition: "{% $payment.status = 'OK' %}" },
  ])("seen through $name", async ({ task, condition }) => {
    const machine = machineWith(task, unless(condition), JSONATA);
    const made = simulated(machine, ECHO);
    expect(made).toEqual({ ...ECHO, Payload: { status: "OK" } });
    expect(await path(machine, made)).toEqual(["ChargePayment", "Paid?", "Ship"]);
  });
});

describe("what is left alone", () => {
  test("an echo that leads on already", () => {
    const amount = declinedUnless({ Variable: "$.amount", NumericLessThan: 100 });
    expect(simulated(machineWith({}, amount), { amount: 38 })).toEqual({ amount: 38 });
  });

  test("an echo that takes another way on than the first", () => {
    const choice = {
      Choices: [{ Variable: "$.amount", NumericGreaterThan: 100, Next: "Approve" }],
      Default: "Ship",
    };
    expect(simulated(machineWith({}, choice, {}, { Approve: { Type: "Succeed" } }), { amount: 38 })).toEqual({ amount: 38 });
  });

  test("conditions that contradict each other", () => {
    const choice = declinedUnless({ And: [status({ StringEquals: "OK" }), status({ StringEquals: "PAID" })] });
    expect(simulated(machineWith({}, choice), ECHO)).toEqual(ECHO);
  });

  test("states that are none, or no Task", () => {
    const machine = machineWith({}, declinedUnless(status({ StringEquals: "OK" })));
    expect(simulatedResult({ machine, failureEdges: [] }, "Paid?", ECHO)).toBe(ECHO);
    expect(simulatedResult({ machine, failureEdges: [] }, "Refund", ECHO)).toBe(ECHO);
  });
});

test("a task that is asked until it is done is done at once", async () => {
  const choice = {
    Choices: [
      { ...status({ StringEquals: "FAILED" }), Next: "Declined" },
      { ...status({ StringEquals: "SUCCEEDED" }), Next: "Ship" },
    ],
    Default: "Wait",
  };
  const machine = machineWith({}, choice, {}, { Wait: { Type: "Wait", Seconds: 30, Next: "ChargePayment" } });
  expect(simulated(machine, ECHO)).toEqual({ ...ECHO, status: "SUCCEEDED" });
  expect(await path(machine, simulated(machine, ECHO))).toEqual(["ChargePayment", "Paid?", "Ship"]);
});

test("Choices one after the other are all led on", async () => {
  const machine = machineWith(
    {},
    { Choices: [{ ...status({ StringEquals: "OK" }), Next: "Enough?" }], Default: "Declined" },
    {},
    {
      "Enough?": { Type: "Choice", ...declinedIf({ Variable: "$.left", NumericLessThan: 1 }, status({ StringEquals: "simulated" })) },
    },
  );
  expect(simulated(machine, ECHO)).toEqual({ ...ECHO, status: "OK", left: 1 });
  expect(await path(machine, simulated(machine, ECHO))).toEqual(["ChargePayment", "Paid?", "Enough?", "Ship"]);
});
