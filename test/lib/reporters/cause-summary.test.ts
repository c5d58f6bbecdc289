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
  {
    name: "an input that Step Functions quotes is left out",
    cause: `The JSONPath '$.error.Error' specified for the field 'ErrorPath' could not be found in the input '{"card":"42}42"}'`,
    want: "The JSONPath '$.error.Error' specified for the field 'ErrorPath' could not be found in the input '…'",
  },
  {
    name: "and so is one that is cut off",
    cause: 'Unable to apply ReferencePath $.a to input {"card":"42',
    want: "Unable to apply ReferencePath $.a to input …",
  },
  {
    name: "an error that Lambda quotes gives its message",
    cause: 'Lambda did not return an error type. Returned payload: {"errorMessage":"Runtime exited"}',
    want: "Lambda did not return an error type. Returned payload: Runtime exited",
  },
  { name: "several are left out each", cause: 'got [{"card":1}] and {} of {sku}', want: "got … and … of {sku}" },
  { name: "indexes of a path stay", cause: "nothing at $.items[0]['sku']", want: "nothing at $.items[0]['sku']" },
  {
    name: "a message that quotes its event keeps its words",
    cause: JSON.stringify({ errorType: "Error", errorMessage: 'cannot charge {"card":"4242"}' }),
    want: "cannot charge …",
  },
  { name: "an empty cause stays empty", cause: "", want: "" },
])("$name", ({ cause, want }) => {
  expect(causeSummary(cause)).toBe(want);
});
