import { expect, test } from "vitest";
import { UserError } from "../../../src/lib/base/user-error.ts";
import { parseJson } from "../../../src/lib/source/parse-json.ts";
import { problemsError } from "../../../src/lib/source/problems-error.ts";

test("an error lies at the first problem and lists the others", () => {
  const { source, diagnostics } = parseJson({ file: "order.asl.json", text: '{\n  "End": True,\n  "Next": None,\n}' });
  const [first, ...others] = diagnostics;
  const error = first && problemsError(source, first, others);
  expect(error).toBeInstanceOf(UserError);
  expect(error?.message.split("\n")).toEqual([
    "True is not a JSON value",
    "order.asl.json:3:11: None is not a JSON value. JSON writes it null.",
    "order.asl.json:3:15: There is a comma before the closing }. JSON allows none after the last value.",
  ]);
  expect(error).toMatchObject({
    hint: "JSON writes it true.",
    location: { file: "order.asl.json", line: 2, column: 10, endLine: 2, endColumn: 14 },
    exitCode: 2,
  });
});
