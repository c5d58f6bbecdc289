import type { NameWords } from "./name-words.ts";
import { someOf, UNDO_VERBS } from "./verbs.ts";

/** Whether the name says what has come before the state rather than what the state does: PaymentSuccess, InventoryReserved, OnChargeCardFailed. */
export function namesOutcome(name: NameWords): boolean {
  const last = name.tokens.at(-1) ?? "";
  if (ANSWERS.has(name.tokens[0] ?? "") && isFailureWord(last)) return true;
  return !saysDeed(name) && (OUTCOMES.has(last) || last.endsWith("ed"));
}

/** Whether a verb stands in the name as one says it to somebody who shall do it: "reserve", not "reserved". */
export function saysDeed({ verbs, tokens }: NameWords): boolean {
  return verbs.some((verb) => tokens.includes(verb));
}

const ANSWERS = new Set(["handle", "on", "if", "when", "after"]);
const OUTCOMES = new Set(["success", "successful", "failure", "done", "paid"]);

/** Whether the name says that the state undoes something, rather than that an undoing has failed: CompensationFailed, HandleRevokeError. */
export function soundsLikeUndo(name: NameWords): boolean {
  const { verbs, tokens } = name;
  return someOf(verbs, UNDO_VERBS) && tokens.at(-1) !== "failed" && !(tokens[0] === "handle" && saysFailure(name));
}

/** Whether the name says that something has failed: OrderFailed, HandlePaymentError. */
export function saysFailure({ tokens }: NameWords): boolean {
  return tokens.some(isFailureWord);
}

/** Whether the word says that something has failed. */
export function isFailureWord(token: string): boolean {
  return /^(?:fail(?:ed|s|ing|ures?)?|errors?)$/.test(token);
}
