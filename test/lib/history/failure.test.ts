import { expect, it } from "vitest";
import { failureOf } from "../../../src/lib/history/failure.ts";

it.each([
  { name: "error and cause", error: "ErrPayment", cause: "card declined", want: { error: "ErrPayment", cause: "card declined" } },
  { name: "an error alone, as a timeout's", error: "States.Timeout", cause: undefined, want: { error: "States.Timeout" } },
  { name: "a cause alone", error: undefined, cause: "card declined", want: { cause: "card declined" } },
  { name: "neither, as an empty Fail's", error: undefined, cause: undefined, want: {} },
])("a failure has $name and no member for what is undefined", ({ error, cause, want }) => {
  expect(failureOf(error, cause)).toStrictEqual(want);
});
