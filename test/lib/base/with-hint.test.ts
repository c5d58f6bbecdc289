import { expect, test } from "vitest";
import { withHint } from "../../../src/lib/base/with-hint.ts";

test.each([
  { message: "There is no state type", hint: undefined, want: "There is no state type" },
  { message: "There is no state type", hint: "Name one.", want: "There is no state type. Name one." },
  { message: "The handler does not exist.", hint: "Write it.", want: "The handler does not exist. Write it." },
])("$want", ({ message, hint, want }) => {
  expect(withHint({ message, hint })).toBe(want);
});
