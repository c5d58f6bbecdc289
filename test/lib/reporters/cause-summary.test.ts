import { expect, test } from "vitest";
import { causeSummary } from "../../../src/lib/reporters/cause-summary.ts";

test.each([
  { name: "plain text stays", cause: "the card was declined", want: "the card was declined" },
  { name: "text that only looks like JSON stays", cause: "{declined}", want: "{declined}" },
  {
    name: "a Lambda failure gives its message, not its trace",
    cause: '{"errorType":"ErrProcessPayment","errorMessage":"the card was declined","trace":["at handler"]}',
    want: "the card was declined",
  },
  {
    name: "a nested execution gives its error and cause, not its input",
    cause:
      '{"ExecutionArn":"arn:payment","Input":"{\\"card\\":\\"4242\\"}","Status":"FAILED","Error":"ErrProcessPayment","Cause":"declined"}',
    want: "ErrProcessPayment: declined",
  },
  { name: "any other JSON may be a payload and is left out", cause: '{"card":"4242"}', want: null },
  { name: "and so is JSON that is not an object", cause: '["4242"]', want: null },
  { name: "an empty cause stays empty", cause: "", want: "" },
])("$name", ({ cause, want }) => {
  expect(causeSummary(cause)).toBe(want);
});
