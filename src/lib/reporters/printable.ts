const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** The text on one line and harmless to a terminal: control, format and unassigned characters are written as escapes. */
export function printable(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text;
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => NAMED[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
