import { expect, it } from "vitest";
import { UserError } from "../../../src/lib/base/user-error.ts";

it("carries what is wrong, how to mend it, where, and exits 2", () => {
  const error = new UserError("There is no such file", "Check the path.", { file: "order.asl.json", line: 3 });
  const { name, message, hint, location, exitCode } = error;
  expect({ name, message, hint, location, exitCode }).toEqual({
    name: "UserError",
    message: "There is no such file",
    hint: "Check the path.",
    location: { file: "order.asl.json", line: 3 },
    exitCode: 2,
  });
  expect(error).toBeInstanceOf(Error);
});

it("exits 3 where the target refused", () => {
  expect(new UserError("The endpoint refused", undefined, undefined, 3).exitCode).toBe(3);
});
