/** Shorter stretches cost the parser less than a millisecond. */
const LONG = 100;
const LONG_SPACE = new RegExp(`\\s{${LONG},}`, "g");

/**
 * The text as long as it was, with comments in the place of long empty stretches:
 * the parser goes through the rest of a stretch once for each space of it, which takes seconds where there are ten thousand.
 */
export function withoutLongSpace(text: string): string {
  return text.replaceAll(LONG_SPACE, (space) => {
    // A heredoc begins after a line break and ends after one, so the first and the last stay.
    const [before = "", ...lines] = space.split("\n");
    const after = lines.pop();
    if (after === undefined) return spaceInLine(before);
    const between = lines.length === 0 ? "" : `${asComment(lines.join("\n"))}\n`;
    return `${spaceInLine(before)}\n${between}${spaceInLine(after)}`;
  });
}

function asComment(lines: string): string {
  return lines === "" ? "" : `#${"-".repeat(lines.length - 1)}`;
}

function spaceInLine(space: string): string {
  return space.length < LONG ? space : `/*${"-".repeat(space.length - 4)}*/`;
}
