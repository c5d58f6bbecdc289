import type { SourceText, Span } from "../base/span.ts";

const ESCAPED_SPACE = /\\(?:[nrt]|u[\da-fA-F]{4})/y;

/**
 * Where a stretch of a JSONata expression stands in the file: the string that holds it may be written with escapes, folded, indented, or
 * be part of another string, so that its characters are looked for one by one. The whole string where they are not found.
 */
export function spanInString({ text }: SourceText, string: Span, source: string, { start, end }: Span): Span {
  const opening = text.indexOf("{%", string.start);
  if (opening === -1 || opening >= string.end) return string;
  const places = characterPlaces(text.slice(0, string.end), opening + 2, source.slice(0, Math.max(end, start + 1)));
  const from = places?.[Math.min(start, places.length - 1)];
  const to = places?.at(-1);
  return from === undefined || to === undefined ? string : { start: from, end: to + 1 };
}

/** The place of each character, spaces counting as the character before them; undefined where the texts part. */
function characterPlaces(text: string, from: number, source: string): readonly number[] | undefined {
  const places: number[] = [];
  let at = from;
  for (const character of source.split("")) {
    if (/\s/.test(character)) {
      places.push(Math.max(at - 1, from));
      continue;
    }
    at = skipTo(text, at, character);
    if (at === -1) return undefined;
    places.push(at);
    at += 1;
  }
  return places;
}

/** The next place of the character, with nothing but space, quotes and escapes before it. */
function skipTo(text: string, from: number, character: string): number {
  for (let at = from; at < text.length;) {
    if (text[at] === character) return at;
    ESCAPED_SPACE.lastIndex = at;
    const escape = ESCAPED_SPACE.exec(text)?.[0];
    if (escape !== undefined) at += escape.length;
    else if (/[\s\\'"]/.test(text.charAt(at))) at += 1;
    else return -1;
  }
  return -1;
}
