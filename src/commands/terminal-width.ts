import type { Io, Output } from "./io.ts";

const DEFAULT_WIDTH = 80;
/** Narrower than this nothing can be laid out. */
const LEAST_WIDTH = 40;

/** How wide text may be: the terminal's width, COLUMNS, or 80. */
export function widthOf(output: Output, env: Io["env"]): number {
  const columns = output.columns ?? Number(env["COLUMNS"]);
  return Number.isInteger(columns) && columns >= LEAST_WIDTH ? columns : DEFAULT_WIDTH;
}
