import { describe, expect, it } from "vitest";
import type { DiagnosticsCase } from "./pay-machine.ts";
import { payTask, shown } from "./pay-machine.ts";

describe("Retry and Catch", () => {
  const retry = (...Retry: object[]): object => payTask({ Retry });
  const caught = (...Catch: object[]): object => payTask({ Catch });
  it.each<DiagnosticsCase>([
    {
      name: "fields with near names",
      definition: payTask({ Retry: [{ ErrorEqual: ["States.ALL"] }], Catch: [{ ErrorEquals: ["States.ALL"], Nxt: "Paid" }] }),
      want: [
        '10:11: A retrier has no field "ErrorEqual". Did you mean "ErrorEquals"?',
        "9:9: A retrier needs an ErrorEquals that names at least one error",
        '20:11: A catcher has no field "Nxt". Did you mean "Next"?',
        "16:9: A catcher needs a Next",
      ],
    },
    {
      name: "numbers out of their bounds",
      definition: retry({
        ErrorEquals: ["States.ALL"],
        IntervalSeconds: 0,
        MaxAttempts: -1,
        BackoffRate: 0.5,
        MaxDelaySeconds: 31_622_401,
        JitterStrategy: "HALF",
      }),
      want: [
        "13:30: IntervalSeconds must be a whole number from 1 to 99999999, not 0",
        "14:26: MaxAttempts must be a whole number from 0 to 99999999, not -1",
        "15:26: BackoffRate must be a number at least 1, not 0.5",
        "16:30: MaxDelaySeconds must be a whole number from 1 to 31622400, not 31622401",
        "17:29: JitterStrategy is FULL or NONE, not HALF",
      ],
    },
    {
      name: "an interval that is no whole number",
      definition: retry({ ErrorEquals: ["ErrPayment"], IntervalSeconds: 1.5 }),
      want: ["13:30: IntervalSeconds must be a whole number from 1 to 99999999, not 1.5"],
    },
    {
      name: "States.ALL beside others",
      definition: retry({ ErrorEquals: ["ErrPayment", "States.ALL"] }),
      want: ["12:13: States.ALL must stand alone in its ErrorEquals"],
    },
    {
      name: "States.ALL before the last entry",
      definition: caught({ ErrorEquals: ["States.ALL"], Next: "Paid" }, { ErrorEquals: ["ErrPayment"], Next: "Paid" }),
      want: ["11:13: States.ALL must stand in the last entry of Catch. Move this entry to the end."],
    },
    {
      name: "names that are no strings, and none at all",
      definition: retry({ ErrorEquals: [1] }, { ErrorEquals: [] }, { ErrorEquals: "States.ALL" }, {}),
      want: [
        "11:13: An error name must be a string, not a number",
        "15:26: A retrier needs an ErrorEquals that names at least one error",
        "18:26: ErrorEquals must be an array, not a string",
        "20:9: A retrier needs an ErrorEquals that names at least one error",
      ],
    },
    { name: "a Retry that is no list", definition: payTask({ Retry: {} }), want: ["8:16: Retry must be an array, not an object"] },
    {
      name: "an entry that is no object",
      definition: payTask({ Catch: ["Paid"] }),
      want: ["9:9: Each entry of Catch must be an object, not a string"],
    },
    {
      name: "a ResultPath that can name several places",
      definition: caught({ ErrorEquals: ["States.ALL"], Next: "Paid", ResultPath: "$.errors[*]" }),
      want: ['14:25: ResultPath must be a reference path such as $.result, not "$.errors[*]"'],
    },
    { name: "a ResultPath of null", definition: caught({ ErrorEquals: ["States.ALL"], Next: "Paid", ResultPath: null }), want: [] },
  ])("$name", ({ definition, want }) => {
    expect(shown(definition)).toEqual(want);
  });
});
