import { array, assert, constantFrom, json, nat, oneof, property, stringMatching } from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_DEPTH, withinDepth } from "../../../src/lib/source/depth.ts";
import { tooDeepText } from "../../../src/lib/source/findings.ts";
import type { Node } from "../../../src/lib/source/node.ts";
import type { ParsedText } from "../../../src/lib/source/parsed-text.ts";
import { readStrictJson } from "../../../src/lib/source/strict-json.ts";
import { readTolerantJson } from "../../../src/lib/source/tolerant-json.ts";

/** What the tolerant reader makes of a text, where it finds nothing wrong with it. */
function readWithoutFault(text: string): Node | undefined {
  const source = { file: "order.asl.json", text };
  const { root, diagnostics } = withinDepth<ParsedText>(
    () => readTolerantJson(source),
    (span) => tooDeepText(source, span),
  );
  return diagnostics.length === 0 ? root : undefined;
}

const space = array(stringMatching(/^[ \t\r\n]{0,3}$/), { minLength: 1 });

/** The JSON text with space wherever it may stand, from the list in turn. */
function spacedOut(text: string, spaces: readonly string[]): string {
  let turn = 0;
  const next = (): string => spaces[turn++ % spaces.length] ?? "";
  return text.replace(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g, (token) => `${next()}${token}${next()}`);
}

const debris = oneof(
  constantFrom('"', "\\", ",", ":", "{", "}", "[", "]", "-", "+", "0", "01", ".", "e", "1e999", "true", "nul", "//", "'", "\uFEFF"),
  constantFrom("\t", "\n", "\r", "\u0000", "\u000b", "\u00a0", "\u2028", "\\u12", "\\u00e9", "\\ud800", "\\q", '"a":1,"a":2', "${Name}"),
);

describe("readStrictJson", () => {
  test("a text with nothing wrong in it is read as the tolerant reader reads it, node by node", () => {
    assert(
      property(json(), space, (text, spaces) => {
        const spaced = spacedOut(text, spaces);
        expect(readStrictJson(spaced)).toEqual(readWithoutFault(spaced));
        expect(readStrictJson(spaced)).toBeDefined();
      }),
    );
  });

  test("a text with one stretch changed is given up exactly where the tolerant reader finds something wrong", () => {
    assert(
      property(json(), nat(), nat({ max: 4 }), debris, nat({ max: 2 }), (text, place, length, put, indent) => {
        const whole = JSON.stringify(JSON.parse(text), null, indent);
        const at = place % (whole.length + 1);
        const changed = whole.slice(0, at) + put + whole.slice(at + length);
        expect(readStrictJson(changed)).toEqual(readWithoutFault(changed));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    { name: "a byte order mark", text: '\uFEFF{"StartAt": "Pay"}' },
    { name: "every escape", text: String.raw`["\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00\ud800"]` },
    { name: "a line separator in a string", text: '["\u2028"]' },
    { name: "numbers", text: "[0, -0, -1.5, 2e3, 1E+2, 10.25e-7, 123456789012345678901234567890]" },
    { name: "empty containers with space in them", text: '\r\n\t{ "States" : { } , "Retry" : [ ] } ' },
    { name: "a value alone", text: " null\n" },
    { name: "the same key in two objects", text: '[{"Next": "Pay"}, {"Next": "Pay", "Catch": {"Next": "Pay"}}]' },
    { name: "as deep as values may nest", text: "[".repeat(MAX_DEPTH) + "]".repeat(MAX_DEPTH) },
    { name: "many members", text: `{${Array.from({ length: 40 }, (_, index) => `"Pay${index}": ${index}`).join()}}` },
  ])("$name is read as the tolerant reader reads it", ({ text }) => {
    expect(readStrictJson(text)).toEqual(readWithoutFault(text));
    expect(readStrictJson(text)).toBeDefined();
  });

  test.each([
    { name: "nothing", text: "" },
    { name: "space alone", text: " \n" },
    { name: "a byte order mark in the middle", text: "[\uFEFF]" },
    { name: "a space that JSON does not know", text: "[\u00a01]" },
    { name: "a tab in a string", text: '["\t"]' },
    { name: "a line break behind a backslash", text: '["\\\n"]' },
    { name: "an unknown escape", text: '["\\q"]' },
    { name: "an escape of three digits", text: '["\\u00e"]' },
    { name: "a string without an end", text: '["Pay' },
    { name: "a string that ends in a backslash", text: '["Pay\\' },
    { name: "a key without quotes", text: "{Next: 1}" },
    { name: "a key without a value", text: '{"Next"}' },
    { name: "a comma before the closing bracket", text: "[1,]" },
    { name: "a comma before the closing brace", text: '{"Next": 1,}' },
    { name: "a missing comma", text: "[1 2]" },
    { name: "an object that is not closed", text: '{"Next": 1' },
    { name: "a bracket that closes a brace", text: '{"Next": 1]' },
    { name: "a word that only begins as a known one", text: "[trueish]" },
    { name: "a number that starts with 0", text: "[012]" },
    { name: "a number without digits behind its point", text: "[1.]" },
    { name: "a number without digits in its exponent", text: "[1e+]" },
    { name: "a minus alone", text: "[-]" },
    { name: "a number beyond what a number holds", text: "[1e999]" },
    { name: "a comment", text: "[1 /* one */]" },
    { name: "a second value", text: "1 2" },
    { name: "a key that stands twice", text: '{"Next": 1, "End": 2, "Next": 3}' },
    { name: "a key that stands twice, once with an escape", text: String.raw`{"Next": 1, "Ne\u0078t": 3}` },
    { name: "a key that stands twice among many", text: `{${Array.from({ length: 40 }, (_, index) => `"Pay${index % 39}": 1`).join()}}` },
    { name: "values nested too deep", text: "[".repeat(MAX_DEPTH + 1) + "]".repeat(MAX_DEPTH + 1) },
  ])("$name is given up", ({ text }) => {
    expect(readStrictJson(text)).toBeUndefined();
    expect(readWithoutFault(text)).toBeUndefined();
  });
});
