import { expect, test } from "vitest";
import { printable } from "../../../src/lib/reporters/printable.ts";

test.each([
  { name: "an ordinary name stays", text: "sns:NotifySuccess 注文 é", want: "sns:NotifySuccess 注文 é" },
  { name: "newlines and tabs become escapes", text: "Reserve\r\n\tInventory", want: "Reserve\\r\\n\\tInventory" },
  { name: "a terminal escape sequence is disarmed", text: "\u001b[31mReserve\u0007", want: "\\u{1b}[31mReserve\\u{7}" },
  { name: "an eight-bit control sequence is disarmed", text: "\u009b2J", want: "\\u{9b}2J" },
  { name: "text that turns the reading direction is shown as what it is", text: "Pay\u202edetad", want: "Pay\\u{202e}detad" },
  { name: "an invisible character is shown", text: "Pay\u200bment", want: "Pay\\u{200b}ment" },
  { name: "a line separator does not break the line", text: "a\u2028b", want: "a\\u{2028}b" },
  { name: "a lone surrogate is shown", text: "\ud800", want: "\\u{d800}" },
])("$name", ({ text, want }) => {
  expect(printable(text)).toBe(want);
});
