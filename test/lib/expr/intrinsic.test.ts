import { describe, expect, test } from "vitest";
import { parseIntrinsic } from "../../../src/lib/expr/intrinsic.ts";
import { pathOf } from "./scope-of.ts";

describe("parseIntrinsic", () => {
  test("literals, paths and calls are arguments", () => {
    const text = "States.Array('it\\'s', -1.5, true, null, $.items[0], $$.Execution.Id, $total, States.UUID())";
    expect(parseIntrinsic(text)).toEqual({
      ok: true,
      value: {
        text,
        name: "States.Array",
        arguments: [
          { type: "literal", value: "it's" },
          { type: "literal", value: -1.5 },
          { type: "literal", value: true },
          { type: "literal", value: null },
          { type: "path", path: pathOf("$.items[0]") },
          { type: "path", path: pathOf("$$.Execution.Id") },
          { type: "path", path: pathOf("$total") },
          { type: "call", call: { text: "States.UUID()", name: "States.UUID", arguments: [] } },
        ],
      },
    });
  });

  test("a path argument may hold a filter, whose commas and parentheses are its own", () => {
    const parsed = parseIntrinsic("States.ArrayLength($.items[?(@.sku in ['A', 'B'])])");
    expect(parsed.ok && parsed.value.arguments).toEqual([{ type: "path", path: pathOf("$.items[?(@.sku in ['A', 'B'])]") }]);
  });

  test.each([
    { text: "Format('{}', 1)", message: "Expected an intrinsic function: States.…", offset: 0 },
    { text: "States.Formt('{}', 1)", message: "No intrinsic function is called States.Formt; States.Format?", offset: 0 },
    { text: "States.UUID", message: 'Expected "(" before the end', offset: 11 },
    { text: "States.UUID(1)", message: "States.UUID takes 0 arguments, not 1", offset: 0 },
    { text: "States.MathAdd(1)", message: "States.MathAdd takes 2 arguments, not 1", offset: 0 },
    { text: "States.MathRandom(1)", message: "States.MathRandom takes 2 or 3 arguments, not 1", offset: 0 },
    { text: "States.Format()", message: "States.Format takes at least 1 argument, not 0", offset: 0 },
    { text: "States.Array(1 2)", message: 'Expected "," but found "2"', offset: 15 },
    { text: "States.Array(1,)", message: "Expected an intrinsic function: States.…", offset: 15 },
    { text: "States.Array('open)", message: "This string has no end", offset: 13 },
    { text: "States.Array('a\\nb')", message: "Only ', {, } and \\ can be escaped by a backslash", offset: 15 },
    { text: "States.UUID() + 1", message: 'Unexpected " "', offset: 13 },
    {
      text: `${"States.Array(".repeat(11)}${")".repeat(11)}`,
      message: "More than 10 intrinsic functions in one field",
      offset: 130,
    },
  ])("$text is refused", ({ text, message, offset }) => {
    expect(parseIntrinsic(text)).toEqual({ ok: false, message, offset });
  });
});
