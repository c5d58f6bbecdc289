const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;
const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** The text on one line and harmless to a terminal: control, format and unassigned characters are written as escapes. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => NAMED[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
