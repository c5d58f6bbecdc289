import { displayWidth, fit, padded } from "./display-width.ts";

/** One cell: its printable text, and how it is coloured once its width is known. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

const GAP = 2;
const NARROWEST = 6;

/** Rows as lines with aligned columns; where they do not fit the width, the widest columns are cut first. */
export function columns(rows: readonly (readonly Cell[])[], width: number): readonly string[] {
  const widths = fittedWidths(naturalWidths(rows), width);
  return rows.map((row) => row.map((cell, column) => cellText(cell, widths[column] ?? 0, column === row.length - 1)).join(" ".repeat(GAP)));
}

function naturalWidths(rows: readonly (readonly Cell[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach(({ text }, column) => (widths[column] = Math.max(widths[column] ?? 0, displayWidth(text))));
  return widths;
}

function fittedWidths(natural: readonly number[], width: number): readonly number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, each) => sum + each, 0) + GAP * (widths.length - 1) - width;
  for (; excess > 0; excess -= 1) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= NARROWEST) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function cellText({ text, paint }: Cell, width: number, last: boolean): string {
  const cut = fit(text, width);
  const painted = paint === undefined ? cut : paint(cut);
  return last ? painted : painted + " ".repeat(padded(cut, width).length - cut.length);
}
