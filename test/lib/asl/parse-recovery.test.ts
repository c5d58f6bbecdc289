import { describe, expect, it } from "vitest";
import type { Span } from "../../../src/lib/base/span.ts";
import { parseDefinition } from "../../machine-of.ts";
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
        IntervalSeconds: -1,
        MaxAttempts: -1,
        BackoffRate: 0.5,
        MaxDelaySeconds: 31_622_401,
        JitterStrategy: "HALF",
      }),
      want: [
        "13:30: IntervalSeconds must be a whole number from 0 to 99999999, not -1",
        "14:26: MaxAttempts must be a whole number from 0 to 99999999, not -1",
        "15:26: BackoffRate must be a number at least 1, not 0.5",
        "16:30: MaxDelaySeconds must be a whole number from 1 to 31622400, not 31622401",
        "17:29: JitterStrategy is FULL or NONE, not HALF",
      ],
    },
    {
      name: "an interval that is no whole number",
      definition: retry({ ErrorEquals: ["ErrPayment"], IntervalSeconds: 1.5 }),
      want: ["13:30: IntervalSeconds must be a whole number from 0 to 99999999, not 1.5"],
    },
    { name: "a call over HTTP fails by its status code", definition: retry({ ErrorEquals: ["States.Http.StatusCode.503"] }), want: [] },
    {
      name: "States.ALL beside others",
      definition: retry({ ErrorEquals: ["ErrPayment", "States.ALL"] }),
      want: ["12:13: States.ALL must stand alone in its ErrorEquals. It matches the other names, too."],
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
      want: ["9:9: An entry of Catch must be an object, not a string"],
    },
    {
      name: "a ResultPath that can name several places",
      definition: caught({ ErrorEquals: ["States.ALL"], Next: "Paid", ResultPath: "$.errors[*]" }),
      want: ['14:25: ResultPath must be a reference path such as $.result, not "$.errors[*]"'],
    },
    {
      name: "a reserved name that does not exist",
      definition: caught({ ErrorEquals: ["States.Timeut"], Next: "Paid" }),
      want: ['11:13: Step Functions raises no error "States.Timeut". Did you mean "States.Timeout"?'],
    },
    {
      name: "a longest delay that is the first",
      definition: retry({ ErrorEquals: ["ErrPayment"], IntervalSeconds: 5, MaxDelaySeconds: 5 }),
      want: ["14:30: MaxDelaySeconds (5) does not exceed IntervalSeconds (5): the delay can never grow"],
    },
    {
      name: "the field of the other query language",
      definition: caught({ ErrorEquals: ["States.ALL"], Next: "Paid", Output: {} }),
      want: ["14:11: Output does not exist in JSONPath catchers"],
    },
    {
      name: "names that nothing can catch, and the bounds themselves",
      definition: payTask({
        Retry: [{ ErrorEquals: ["ErrPayment"], IntervalSeconds: 0, MaxAttempts: 0, BackoffRate: 1, MaxDelaySeconds: 31_622_400 }],
        Catch: [{ ErrorEquals: ["States.Runtime", "States.DataLimitExceeded"], Next: "Paid" }],
      }),
      want: [],
    },
    { name: "a ResultPath of null", definition: caught({ ErrorEquals: ["States.ALL"], Next: "Paid", ResultPath: null }), want: [] },
  ])("$name", ({ definition, want }) => {
    expect(shown(definition)).toEqual(want);
  });
});

it("States.ALL before the last entry can be moved there", () => {
  const { source, diagnostics } = parseDefinition(
    payTask({
      Retry: [{ ErrorEquals: ["States.ALL"] }, { ErrorEquals: ["ErrPayment"] }],
    }),
  );
  const [{ fix } = {}] = diagnostics;
  if (fix?.type !== "move-last") throw new Error("There is no such fix");
  const text = ({ start, end }: Span): unknown => JSON.parse(source.text.slice(start, end));
  expect(text(fix.array)).toEqual([{ ErrorEquals: ["States.ALL"] }, { ErrorEquals: ["ErrPayment"] }]);
  expect(text(fix.item)).toEqual({ ErrorEquals: ["States.ALL"] });
});
