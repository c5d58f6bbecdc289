import { expect, it } from "vitest";
import { inEnglish } from "../../../../src/lib/saga/words/foreign-words.ts";

it.each([
  ["reservar", "reserve"],
  ["cancelación", "cancel"],
  ["compensações", "compensate"],
  ["pedidos", "order"],
  ["rückgängig", "revert"],
  ["créer", "create"],
  ["prenota", "reserve"],
  ["zamówienie", "order"],
  ["отмена", "cancel"],
  ["返金", "refund"],
  ["库存", "inventory"],
  ["환불", "refund"],
  ["release", "release"],
  ["constructor", "constructor"],
])("%s is %s in English", (word, want) => {
  expect(inEnglish(word)).toBe(want);
});
