import { expect, test } from "vitest";
import { displayWidth, fit, padded, splitAt } from "../../../src/lib/reporters/display-width.ts";

test.each([
  { name: "plain text", text: "ReserveInventory", want: 16 },
  { name: "wide characters take two columns", text: "在庫予約", want: 8 },
  { name: "full-width punctuation is wide", text: "注文！", want: 6 },
  { name: "an emoji takes two columns", text: "🚚", want: 2 },
  { name: "a combining accent takes none", text: "e\u0301", want: 1 },
  { name: "a dash and an ellipsis take one each", text: "–…", want: 2 },
])("$name", ({ text, want }) => {
  expect(displayWidth(text)).toBe(want);
});

test.each([
  { name: "what fits stays", text: "ProcessOrder", width: 12, want: "ProcessOrder" },
  { name: "what does not is cut", text: "ProcessOrder", width: 8, want: "Process…" },
  { name: "a wide character is not halved", text: "在庫予約", width: 6, want: "在庫…" },
])("fit: $name", ({ text, width, want }) => {
  expect(fit(text, width)).toBe(want);
});

test("padding counts columns, not characters", () => {
  expect(padded("在庫", 6)).toBe("在庫  ");
});

test("a split gives at least one character, however narrow", () => {
  expect(splitAt("在庫", 1)).toEqual(["在", "庫"]);
});
