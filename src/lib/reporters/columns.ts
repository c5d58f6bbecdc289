import { displayWidth, padded } from "./display-width.ts";
import { wrap } from "./wrap.ts";

/** One cell: its printable text, and how it is coloured once its width is known. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

const GAP = 2;
const NARROWEST = 6;

/** Rows as lines with aligned columns; where they do not fit the width, the widest columns go on in lines below. */
export function columns(rows: readonly (readonly Cell[])[], width: number): readonly string[] {
  const widths = fittedWidths(rows, width);
  return rows.flatMap((row) => rowLines(row, widths));
}

function rowLines(row: readonly Cell[], widths: readonly number[]): readonly string[] {
  const cells = row.map(({ text, paint }, column) => wrap(text, widths[column] ?? 0, "").map((line) => ({ line, paint })));
  const height = Math.max(...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, at) => {
    const parts = cells.map((lines, column) => cellText(lines[at], widths[column] ?? 0));
    return parts.join(" ".repeat(GAP)).trimEnd();
  });
}

/** The widest columns give way first: down to their longest words, and only then within words. */
function fittedWidths(rows: readonly (readonly Cell[])[], width: number): readonly number[] {
  const widths = widestOf(rows, displayWidth);
  const words = widestOf(rows, (text) => Math.max(...text.split(" ").map(displayWidth)));
  const narrowed = narrowedTo(widths, words, width);
  return narrowedTo(
    narrowed,
    narrowed.map(() => NARROWEST),
    width,
  );
}

function widestOf(rows: readonly (readonly Cell[])[], widthOf: (text: string) => number): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach(({ text }, column) => (widths[column] = Math.max(widths[column] ?? 0, widthOf(text))));
  return widths;
}

/** No column is narrowed to less than its least. */
function narrowedTo(widths: readonly number[], least: readonly number[], width: number): readonly number[] {
  const narrowed = [...widths];
  let excess = narrowed.reduce((sum, each) => sum + each, 0) + GAP * (narrowed.length - 1) - width;
  for (; excess > 0; excess -= 1) {
    const room = narrowed.map((each, column) => (each > (least[column] ?? 0) ? each : 0));
    const widest = room.indexOf(Math.max(...room));
    if ((room[widest] ?? 0) === 0) break;
    narrowed[widest] = (narrowed[widest] ?? 0) - 1;
  }
  return narrowed;
}

/** Padded behind the colour, which some terminals draw below spaces, too. */
function cellText({ line, paint }: { readonly line: string; readonly paint?: Cell["paint"] } = { line: "" }, width: number): string {
  const painted = paint === undefined || line === "" ? line : paint(line);
  return painted + " ".repeat(padded(line, width).length - line.length);
}
