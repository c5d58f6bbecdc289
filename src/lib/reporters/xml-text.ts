/** The text for an XML attribute or element: markup escaped, characters that XML 1.0 does not know written as `\u{…}`. */
export function xmlText(text: string): string {
  return text
    .replace(NOT_XML, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
    .replace(/[&<>"'\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** https://www.w3.org/TR/xml/#charsets */
const NOT_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
