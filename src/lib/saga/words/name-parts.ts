import { inEnglish } from "./foreign-words.ts";
import { scriptWords } from "./other-scripts.ts";

/** The words of a name, lower-case and in English: camelCase, kebab-case, snake_case, spaces and punctuation all part them. */
export function tokensOf(name: string): readonly string[] {
  return partsOf(name).map((part) => inEnglish(part.toLowerCase()));
}

/** The parts of a name as they are written. A new one begins with a capital behind a small letter, and with the last of several before a small one. */
export function partsOf(labelled: string): readonly string[] {
  const name = labelled.replace(LABEL, "").replace(OCCASION, "");
  if (/^[\0-\x7f]*$/.test(name)) return name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
  const parts = name.match(/(?:\p{Lu}(?!\p{Lu}\p{Ll})|\p{Ll}(?!\p{Lu})|[\p{Lt}\p{Lm}\p{Lo}])*\p{L}/gu) ?? [];
  return parts.flatMap(scriptWords);
}

/** The place of a step or compensation as books on sagas write it: T1, C1, Tx1. */
const LABEL = /^(?:[TCtc]|[Tt][Xx])\d+(?![a-z\d])/;
/** In parentheses at the end, upon which failure the state runs: Rollback (Payment Failed). */
const OCCASION = /(?<=\S\s*)\([^()]*(?:fail|error|timed? ?out|reject|declin)[^()]*\)$/i;
