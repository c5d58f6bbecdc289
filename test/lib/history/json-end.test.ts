import { describe, expect, it } from "vitest";
import { jsonEnd } from "../../../src/lib/history/json-end.ts";

describe("jsonEnd", () => {
  it.each([
    { name: "a trailing comma in an object", text: '{"id": 1,}', want: 9 },
    { name: "a trailing comma in an array", text: "[1, 2, ]", want: 7 },
    { name: "a missing colon", text: '{"id" 1}', want: 6 },
    { name: "a bare word", text: "[true, maybe]", want: 7 },
    { name: "an unfinished string", text: '["order', want: 1 },
    { name: "the wrong bracket", text: '{"id": 1]', want: 8 },
    { name: "a text that ends early", text: '{"events": [1, 2', want: 16 },
    { name: "a second value", text: "{} {}", want: 3 },
    { name: "nested values that close well before the fault", text: '{"a": {"b": [{}, []]}, c}', want: 23 },
  ])("finds $name", ({ text, want }) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(jsonEnd(text)).toBe(want);
  });
});
