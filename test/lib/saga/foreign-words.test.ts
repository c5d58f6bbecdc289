import { expect, it } from "vitest";
import { inEnglish } from "../../../src/lib/saga/foreign-words.ts";

it.each([
  ["reservar", "reserve"],
  ["cancelación", "cancel"],
  ["compensações", "compensate"],
  ["pedidos", "order"],
  ["rückgängig", "revert"],
  ["créer", "create"],
  ["release", "release"],
  ["constructor", "constructor"],
])("%s is %s in English", (word, want) => {
  expect(inEnglish(word)).toBe(want);
});
