import { nameWords } from "./name-words.ts";

/**
 * The words with which all the names begin, such as that of their project: `checkout-` of `checkout-reserve-stock` and `checkout-refund`.
 * Empty where there are few names, and where the words are what the names do: `Create` of `CreateUser` and `CreateRole`.
 */
export function sharedPrefix(names: readonly string[]): string {
  const [first = ""] = names;
  if (names.length < FEWEST_NAMES) return "";
  let length = first.length;
  for (const name of names) while (!name.startsWith(first.slice(0, length))) length -= 1;
  while (length > 0 && !names.every((name) => beginsWord(name, length))) length -= 1;
  const prefix = first.slice(0, length);
  const isDeed = length > 0 && nameWords(prefix).verbs.length > 0;
  return isDeed && names.some((name) => nameWords(name.slice(length)).verbs.length === 0) ? "" : prefix;
}

/** With fewer, a shared word may well be what they are about. */
const FEWEST_NAMES = 3;

/** Whether a word begins there, behind another. */
function beginsWord(name: string, at: number): boolean {
  const [before, after] = [name.charAt(at - 1), name.charAt(at)];
  return /\p{L}/u.test(after) && (!/\p{L}/u.test(before) || (/\p{Ll}/u.test(before) && /\p{Lu}/u.test(after)));
}
