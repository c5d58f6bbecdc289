import { printable } from "./printable.ts";

/** The text for HTML, in an element or an attribute: markup and control characters are harmless. */
export function htmlText(text: string): string {
  return printable(text).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
