import { describe, expect, it } from "vitest";
import type { DiagnosticsCase } from "./pay-machine.ts";
import { LAMBDA, pay, payTask, shown } from "./pay-machine.ts";

const jsonata = { QueryLanguage: "JSONata" };

describe("paths, intrinsic functions and JSONata", () => {
  it.each<DiagnosticsCase>([
    {
      name: "InputPath that is no path",
      definition: payTask({ InputPath: "order" }),
      want: ['8:20: "order" is not a valid JSONPath: A path starts with "$". Paths start with $, $$ or $variable.'],
    },
    {
      name: "OutputPath that is no text",
      definition: payTask({ OutputPath: 1 }),
      want: ["8:21: OutputPath must be a string, not a number"],
    },
    {
      name: "a path that does not close",
      definition: payTask({ Parameters: { order: { "id.$": "$.order[0" } } }),
      want: ['10:19: "$.order[0" is not a valid JSONPath: Expected "]" before the end. Paths start with $, $$ or $variable.'],
    },
    {
      name: "fields that the context object does not have",
      definition: payTask({ InputPath: "$$.execution.Input", Parameters: { "status.$": "$$.State.Status" } }),
      want: [
        '8:20: The context object has no field "execution". Did you mean "Execution"?',
        '10:21: The context object has no field "State.Status". Known: EnteredTime, Name, RetryCount.',
      ],
    },
    {
      name: "fields of the context object, and what the input of the execution holds",
      definition: payTask({
        InputPath: "$$",
        Parameters: {
          "id.$": "$$.Execution.Input.order.id",
          "at.$": "$$['State']['EnteredTime']",
          "item.$": "$$.Map.Item.Value",
          "all.$": "$$.*",
        },
      }),
      want: [],
    },
    {
      name: "a .$ field without text",
      definition: payTask({ Parameters: { "id.$": 1 } }),
      want: ['9:17: "id.$" ends in .$: its value must be a string, not a number'],
    },
    {
      name: "an intrinsic function that does not exist",
      definition: payTask({ Parameters: { "id.$": "States.Uuid()" } }),
      want: ["9:17: States.Uuid(): No intrinsic function is called States.Uuid; States.UUID?"],
    },
    {
      name: "an intrinsic function that does not close",
      definition: payTask({ ResultSelector: { "id.$": "States.Format('{}', $.id" } }),
      want: ["9:17: States.Format('{}', $.id: Expected \",\" before the end"],
    },
    {
      name: "a ResultPath into the context",
      definition: payTask({ ResultPath: "$$.Task" }),
      want: ['8:21: ResultPath must be a reference path such as $.result, not "$$.Task"'],
    },
    {
      name: "JSONata that does not end the string",
      definition: pay({ Type: "Task", Resource: LAMBDA, Arguments: { id: "{% $states.input.id %} " }, Next: "Paid" }, jsonata),
      want: ["9:15: A JSONata expression stands between {% and %}, which must begin and end the string"],
    },
    {
      name: "JSONata that does not begin it",
      definition: pay({ Type: "Pass", Output: "Order {% $states.input.id %}", Next: "Paid" }, jsonata),
      want: ["7:17: A JSONata expression stands between {% and %}, which must begin and end the string"],
    },
    {
      name: "JSONPath fields in a JSONata state",
      definition: pay({ Type: "Task", Resource: LAMBDA, Parameters: {}, ResultPath: "$.payment", Next: "Paid" }, jsonata),
      want: ["8:7: Parameters does not exist in JSONata states", "9:7: ResultPath does not exist in JSONata states"],
    },
    {
      name: "JSONata fields in a JSONPath state",
      definition: payTask({ Arguments: {}, Output: {} }),
      want: ["8:7: Arguments does not exist in JSONPath states", "9:7: Output does not exist in JSONPath states"],
    },
    {
      name: "a JSONPath state in a JSONata machine",
      definition: pay({ Type: "Pass", QueryLanguage: "JSONPath", Next: "Paid" }, jsonata),
      want: ["7:24: A machine whose QueryLanguage is JSONata cannot have JSONPath states"],
    },
    {
      name: "a JSONata state in a JSONPath machine",
      definition: pay({ Type: "Pass", QueryLanguage: "JSONata", Output: "{% $states.input %}", Next: "Paid" }),
      want: [],
    },
    {
      name: "a JSONata catcher with a ResultPath",
      definition: pay(
        { Type: "Task", Resource: LAMBDA, Next: "Paid", Catch: [{ ErrorEquals: ["States.ALL"], Next: "Paid", ResultPath: "$.error" }] },
        jsonata,
      ),
      want: ["15:11: ResultPath does not exist in JSONata catchers"],
    },
  ])("$name", ({ definition, want }) => {
    expect(shown(definition)).toEqual(want);
  });
});
