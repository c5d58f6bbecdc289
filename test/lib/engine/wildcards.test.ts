import * as fc from "fast-check";
import { expect, it } from "vitest";
import { matchesWildcards } from "../../../src/lib/engine/wildcards.ts";

it.each([
  { text: "order-17.json", pattern: "order-17.json", want: true },
  { text: "order-17.json", pattern: "order-*.json", want: true },
  { text: "order-.json", pattern: "order-*.json", want: true },
  { text: "order-17.jsonl", pattern: "order-*.json", want: false },
  { text: "my-order-17.json", pattern: "order-*.json", want: false },
  { text: "order-17.json", pattern: "*", want: true },
  { text: "", pattern: "*", want: true },
  { text: "", pattern: "", want: true },
  { text: "order", pattern: "", want: false },
  { text: "order", pattern: "order*order", want: false },
  { text: "aba", pattern: "ab*ba", want: false },
  { text: "a-b-c", pattern: "a*b*c", want: true },
  { text: "a-c-b", pattern: "a*b*c", want: false },
  { text: "abab", pattern: "*ab*ab*", want: true },
  { text: "aba", pattern: "*ab*ab*", want: false },
  { text: "3 * 4", pattern: "3 \\* 4", want: true },
  { text: "3 x 4", pattern: "3 \\* 4", want: false },
  { text: "C:\\orders\\17", pattern: "C:\\\\orders\\\\*", want: true },
  { text: "order\n17", pattern: "order*17", want: true },
  { text: "ORDER", pattern: "order", want: false },
  { text: "order.", pattern: "order?", want: false },
])("$pattern matches $text: $want", ({ text, pattern, want }) => {
  expect(matchesWildcards(text, pattern)).toBe(want);
});

it("agrees with a regular expression", () => {
  const letters = fc.array(fc.constantFrom("a", "b", "*"), { maxLength: 8 }).map((all) => all.join(""));
  fc.assert(
    fc.property(letters, letters, (text, pattern) => {
      const expected = new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(text);
      expect(matchesWildcards(text, pattern)).toBe(expected);
    }),
  );
});

it("a hostile pattern costs no more than text × pattern", () => {
  expect(matchesWildcards("a".repeat(20_000), `${"*a".repeat(2_000)}*b`)).toBe(false);
});
