const ASCII = /^[\x20-\x7e]*$/;

/** How many terminal columns a printable text takes: wide characters two, combining marks none. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** The text cut to a width, with `…` in place of what is missing. */
export function fit(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return `${splitAt(text, width - 1)[0]}…`;
}

/** The text in two: as much as fits the width (one character at least), and the rest. */
export function splitAt(text: string, width: number): readonly [string, string] {
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += characterWidth(character);
    if (used > width && end > 0) break;
    end += character.length;
  }
  return [text.slice(0, end), text.slice(end)];
}

/** The text followed by spaces up to a width. */
export function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

function characterWidth(character: string): number {
  // Unicode's classes take a while to build, and most texts have none of their characters.
  if (character <= "~") return 1;
  if (/[\p{Mn}\p{Me}]/u.test(character)) return 0;
  return isWide(character) ? 2 : 1;
}

function isWide(character: string): boolean {
  return /[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u.test(
    character,
  );
}
