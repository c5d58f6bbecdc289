import { nameWords } from "./name-words.ts";

/** With fewer, a shared word may well be what they are about. */
const FEWEST_NAMES = 3;

/**
 * Takes off a name the words with which all the names begin or end, such as that of their project: `checkout-` of `checkout-reserve-stock`
 * and `checkout-refund`, or `V2`. Takes nothing where there are few names, and where the words are what the names do, or all that most of
 * them are about: `Create` of `CreateUser` and `CreateRole`, `Order` of `CreateOrder` and `CancelOrder`.
 */
export function withoutShared(names: readonly string[]): (name: string) => string {
  if (names.length < FEWEST_NAMES) return (name) => name;
  const prefix = sharedPrefix(names);
  const behind = (name: string): string => (name.startsWith(prefix) ? name.slice(prefix.length) : name);
  const suffix = sharedSuffix(names.map(behind));
  return (name) => {
    const rest = behind(name);
    return suffix !== "" && rest.length > suffix.length && rest.endsWith(suffix) ? rest.slice(0, -suffix.length) : rest;
  };
}

function sharedPrefix(names: readonly string[]): string {
  const [first = ""] = names;
  let length = first.length;
  for (const name of names) while (!name.startsWith(first.slice(0, length))) length -= 1;
  while (length > 0 && !names.every((name) => beginsWord(name, length))) length -= 1;
  const prefix = first.slice(0, length);
  if (!names.some((name) => hasObject(name.slice(length)))) return "";
  const isDeed = length > 0 && nameWords(prefix).verbs.length > 0;
  return isDeed && names.some((name) => nameWords(name.slice(length)).verbs.length === 0) ? "" : prefix;
}

function sharedSuffix(names: readonly string[]): string {
  const [first = ""] = names;
  let length = Math.min(...names.map((name) => sameAtEnd(name, first)));
  while (length > 0 && !names.every((name) => beginsWord(name, name.length - length))) length -= 1;
  if (length === 0) return "";
  const speaking = names.filter((name) => hasObject(name.slice(0, -length)));
  return speaking.length * 2 > names.length ? first.slice(-length) : "";
}

/** How many characters both end with. */
function sameAtEnd(a: string, b: string): number {
  let same = 0;
  while (same < a.length && a.charAt(a.length - same - 1) === b.charAt(b.length - same - 1)) same += 1;
  return same;
}

/** Whether it says what it is about, beside what is done. */
function hasObject(name: string): boolean {
  const { verbs, roots } = nameWords(name);
  return roots.some((root) => !verbs.includes(root));
}

/** Whether a word begins there, behind another. */
function beginsWord(name: string, at: number): boolean {
  const [before, after] = [name.charAt(at - 1), name.charAt(at)];
  return /\p{L}/u.test(after) && (!/\p{L}/u.test(before) || (/\p{Ll}/u.test(before) && /\p{Lu}/u.test(after)));
}
