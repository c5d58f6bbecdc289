import { printable } from "./printable.ts";

/** The text for HTML, in an element or an attribute: markup and control characters are harmless. */
export function htmlText(text: string): string {
  return printable(text).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The name of a state or a fault for HTML, in an element: on a narrow page it is broken where its parts meet. */
export function htmlName(name: string): string {
  return htmlText(name).replace(/[:@]/g, "<wbr>$&");
}
