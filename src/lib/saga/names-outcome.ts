import type { NameWords } from "./name-words.ts";

/** Whether the name says what has come before the state rather than what the state does: PaymentSuccess, InventoryReserved. */
export function namesOutcome(name: NameWords): boolean {
  const last = name.tokens.at(-1) ?? "";
  return name.tokens.length > 1 && !saysDeed(name) && (OUTCOMES.has(last) || (name.verbs.length > 0 && last.endsWith("ed")));
}

/** Whether a verb stands in the name as one says it to somebody who shall do it: "reserve", not "reserved". */
export function saysDeed({ verbs, tokens }: NameWords): boolean {
  return verbs.some((verb) => tokens.includes(verb));
}

const OUTCOMES = new Set(["success", "successful", "succeeded", "failed", "failure", "done", "paid"]);
