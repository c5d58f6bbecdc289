import { describe, expect, it } from "vitest";
import { fails, LAMBDA_INVOKE, runStates, scripted, shownHistory } from "./histories.ts";
import type { TaskRequest } from "../../../src/lib/engine/task.ts";

const more = { QueryLanguage: "JSONata" };
const task = (fields: object = {}): object => ({ Type: "Task", Resource: LAMBDA_INVOKE, End: true, ...fields });
const input = { order_id: "o-1", total: 120 };

describe("JSONata states", () => {
  it("Arguments make the parameters, Output and Assign read the result", async () => {
    const seen: TaskRequest[] = [];
    const states = {
      Pay: task({
        Arguments: { FunctionName: "ProcessPayment", Payload: "{% $merge([$states.input, {'currency': 'JPY'}]) %}" },
        Output: { paid: "{% $states.result.amount > 100 %}", order: "{% $states.input.order_id %}" },
        Assign: { payment: "{% $states.result %}" },
        Next: "Use",
        End: undefined,
      }),
      Use: { Type: "Pass", Output: "{% [$payment.id, $states.input.order] %}", End: true },
    };
    const perform = scripted({ Pay: [{ type: "succeeded", output: { id: "p-1", amount: 120 } }] }, seen);
    const { events, result } = await runStates(states, { input, more, perform });
    expect(seen[0]?.parameters).toEqual({ FunctionName: "ProcessPayment", Payload: { ...input, currency: "JPY" } });
    expect(events[5]?.details).toEqual({
      name: "Pay",
      output: { paid: true, order: "o-1" },
      assignedVariables: { payment: { id: "p-1", amount: 120 } },
    });
    expect(result).toEqual({ status: "SUCCEEDED", output: ["p-1", "o-1"], stopTime: 0 });
  });

  it("without Output the result is passed on, in a catcher the error", async () => {
    const states = { Pay: task({ Catch: [{ ErrorEquals: ["States.ALL"], Next: "Done" }] }), Done: { Type: "Succeed" } };
    const { result } = await runStates(states, { input, more, script: { Pay: [fails("ErrPayment", "declined")] } });
    expect(result).toMatchObject({ output: { Error: "ErrPayment", Cause: "declined" } });
  });

  it("a catcher's Output and Assign read the error and the input", async () => {
    const Catch = [
      {
        ErrorEquals: ["States.ALL"],
        Output: "{% $merge([$states.input, {'why': $states.errorOutput.Error}]) %}",
        Assign: { cause: "{% $states.errorOutput.Cause %}" },
        Next: "Done",
      },
    ];
    const states = { Pay: task({ Catch }), Done: { Type: "Succeed", Output: "{% $merge([$states.input, {'cause': $cause}]) %}" } };
    const { result } = await runStates(states, { input, more, script: { Pay: [fails("ErrPayment", "declined")] } });
    expect(result).toMatchObject({ output: { ...input, why: "ErrPayment", cause: "declined" } });
  });

  it("Choice asks its Conditions in order", async () => {
    const states = {
      Decide: {
        Type: "Choice",
        Choices: [
          { Condition: "{% $states.input.total > 1000 %}", Next: "Hold" },
          { Condition: "{% $states.input.total > 100 %}", Output: { large: true }, Assign: { size: "large" }, Next: "Ship" },
        ],
        Default: "Hold",
      },
      Ship: { Type: "Pass", Output: "{% $merge([$states.input, {'size': $size}]) %}", End: true },
      Hold: { Type: "Fail" },
    };
    const { result } = await runStates(states, { input, more });
    expect(result).toMatchObject({ output: { large: true, size: "large" } });
  });

  it("Map iterates over Items, each with its place in the context", async () => {
    const each = {
      Type: "Map",
      Items: "{% [1..3] %}",
      ItemSelector: { line: "{% $states.context.Map.Item.Value * 10 %}", at: "{% $states.context.Map.Item.Index %}" },
      ItemProcessor: { StartAt: "Ship", States: { Ship: { Type: "Pass", End: true } } },
      MaxConcurrency: "{% 1 + 1 %}",
      Output: "{% $sum($states.result.line) %}",
      End: true,
    };
    const { result } = await runStates({ Each: each }, { input, more });
    expect(result).toMatchObject({ status: "SUCCEEDED", output: 60 });
  });

  it("time and chance come from the run", async () => {
    const Output = { now: "{% $now() %}", uuid: "{% $uuid() %}", random: "{% $random() %}" };
    const run = async (): Promise<unknown> =>
      (await runStates({ Stamp: { Type: "Pass", Output, End: true } }, { more, startTime: Date.UTC(2026, 10, 22) })).result;
    const first = await run();
    expect(first).toMatchObject({ output: { now: "2026-11-22T00:00:00.000Z" } });
    expect(await run()).toEqual(first);
  });

  it("a JSONata state may stand in a JSONPath machine", async () => {
    const states = {
      Prepare: { Type: "Pass", QueryLanguage: "JSONata", Output: "{% {'total': $states.input.total + 1} %}", Next: "Use" },
      Use: { Type: "Pass", InputPath: "$.total", End: true },
    };
    expect((await runStates(states, { input })).result).toMatchObject({ output: 121 });
  });
});

describe("an expression that fails", () => {
  const failing = "{% $states.input.nothing %}";

  it("leaves EvaluationFailed with its place before the run fails", async () => {
    const { events } = await runStates({ Prepare: { Type: "Pass", Output: { id: failing }, End: true } }, { input, more });
    expect(shownHistory(events)).toEqual([
      "1 0 ExecutionStarted",
      "2 0 PassStateEntered Prepare",
      "3 0 EvaluationFailed States.QueryEvaluationError",
      "4 3 ExecutionFailed States.QueryEvaluationError",
    ]);
    expect(events[2]?.details).toEqual({
      error: "States.QueryEvaluationError",
      cause:
        "An error occurred while executing the state 'Prepare' (entered at the event id #2). The JSONata expression '$states.input.nothing' specified for the field 'Output/id' returned nothing (undefined).",
      location: "Output/id",
      state: "Prepare",
    });
  });

  it("in Arguments comes before anything is scheduled, and can be retried and caught", async () => {
    const states = {
      Pay: task({
        Arguments: failing,
        Retry: [{ ErrorEquals: ["States.QueryEvaluationError"], MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "Failed" }],
      }),
      Failed: { Type: "Fail", Error: "OrderFailed" },
    };
    const { events } = await runStates(states, { input, more });
    expect(shownHistory(events).map((line) => line.replace(/^(\d+) \d+/, "$1"))).toEqual([
      "1 ExecutionStarted",
      "2 TaskStateEntered Pay",
      "3 EvaluationFailed States.QueryEvaluationError",
      "4 EvaluationFailed States.QueryEvaluationError @1",
      "5 TaskStateExited Pay @1",
      "6 FailStateEntered Failed @1",
      "7 ExecutionFailed OrderFailed @1",
    ]);
  });

  it("in the Output of a task comes after its success", async () => {
    const { events } = await runStates({ Pay: task({ Output: failing }) }, { input, more });
    expect(events.map(({ type }) => type).slice(3)).toEqual(["TaskStarted", "TaskSucceeded", "EvaluationFailed", "ExecutionFailed"]);
  });

  it.each<{ name: string; state: object; location: string; says: string }>([
    {
      name: "a Condition that is no boolean",
      state: { Type: "Choice", Choices: [{ Condition: "{% $states.input.total + 1 %}", Next: "Done" }], Default: "Done" },
      location: "Choices[0]/Condition",
      says: "Expected 'boolean', but was 'number' for value: 121",
    },
    {
      name: "Items that are no array",
      state: {
        Type: "Map",
        Items: "{% $states.input.total + 1 %}",
        ItemProcessor: { StartAt: "Ship", States: { Ship: { Type: "Pass", End: true } } },
        Next: "Done",
      },
      location: "Items",
      says: "Expected 'array', but was 'number' for value: 121",
    },
    {
      name: "an expression that throws",
      state: { Type: "Pass", Output: "{% $error('out of stock') %}", Next: "Done" },
      location: "Output",
      says: "threw an error during evaluation. D3137: out of stock",
    },
  ])("$name says so", async ({ state, location, says }) => {
    const { events } = await runStates({ Decide: state, Done: { Type: "Succeed" } }, { input, more });
    const failed = events.find(({ type }) => type === "EvaluationFailed");
    expect(failed?.details).toMatchObject({ error: "States.QueryEvaluationError", location, state: "Decide" });
    expect(failed?.details).toHaveProperty("cause", expect.stringContaining(says));
  });
});
