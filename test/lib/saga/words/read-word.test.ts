import { expect, it } from "vitest";
import { readWord } from "../../../../src/lib/saga/words/read-word.ts";

it.each([
  { word: "Charges", want: { token: "charges", verb: "charge", noun: "payment", root: "charge" } },
  { word: "Tries", want: { token: "tries", verb: undefined, noun: "try", root: "try" } },
  { word: "Balance", want: { token: "balance", verb: undefined, noun: "payment", root: "balance" } },
  { word: "Stock", want: { token: "stock", verb: undefined, noun: "inventory", root: "stock" } },
  { word: "Branches", want: { token: "branches", verb: undefined, noun: "branch", root: "branch" } },
  { word: "Addresses", want: { token: "addresses", verb: undefined, noun: "address", root: "address" } },
  { word: "Caches", want: { token: "caches", verb: undefined, noun: "cache", root: "cache" } },
  { word: "Workflow", want: { token: "workflow", verb: undefined, noun: undefined, root: undefined } },
  { word: "constructor", want: { token: "constructor", verb: undefined, noun: "constructor", root: "constructor" } },
])("reads $word", ({ word, want }) => {
  expect(readWord(word)).toEqual(want);
});

it("reads a word alike however many others were read in between", () => {
  const before = readWord("Refunds");
  for (let at = 0; at < 5000; at += 1) readWord(`word${at}`);
  expect(readWord("Refunds")).toEqual(before);
});
