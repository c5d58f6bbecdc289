import { expect, it } from "vitest";
import { parseTimestamp } from "../../../src/lib/base/timestamp.ts";

it.each([
  { text: "2026-11-22T10:00:00Z", want: Date.UTC(2026, 10, 22, 10) },
  { text: "2026-11-22T10:00:00+09:00", want: Date.UTC(2026, 10, 22, 1) },
  { text: "2026-11-22T10:00:00.250Z", want: Date.UTC(2026, 10, 22, 10, 0, 0, 250) },
  { text: "2026-11-22T10:00:00.123456789Z", want: Date.UTC(2026, 10, 22, 10, 0, 0, 123) },
  { text: "2024-02-29T23:59:59Z", want: Date.UTC(2024, 1, 29, 23, 59, 59) },
])("reads $text", ({ text, want }) => {
  expect(parseTimestamp(text)).toBe(want);
});

it.each([
  { name: "no time", text: "2026-11-22" },
  { name: "a blank for the T", text: "2026-11-22 10:00:00Z" },
  { name: "a small t", text: "2026-11-22t10:00:00Z" },
  { name: "a small z", text: "2026-11-22T10:00:00z" },
  { name: "no seconds", text: "2026-11-22T10:00Z" },
  { name: "no offset", text: "2026-11-22T10:00:00" },
  { name: "an offset without a colon", text: "2026-11-22T10:00:00+0900" },
  { name: "the thirteenth month", text: "2026-13-01T00:00:00Z" },
  { name: "month zero", text: "2026-00-10T00:00:00Z" },
  { name: "30 February", text: "2026-02-30T00:00:00Z" },
  { name: "29 February of a common year", text: "2026-02-29T00:00:00Z" },
  { name: "31 April", text: "2026-04-31T00:00:00Z" },
  { name: "hour 24", text: "2026-11-22T24:00:00Z" },
  { name: "minute 60", text: "2026-11-22T10:60:00Z" },
  { name: "something around it", text: " 2026-11-22T10:00:00Z" },
  { name: "no text", text: "" },
])("$name is no timestamp", ({ text }) => {
  expect(parseTimestamp(text)).toBeUndefined();
});
