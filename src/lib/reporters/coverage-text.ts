import type { LintCoverage, MachineCoverage } from "../runs/lint-coverage.ts";
import type { Cell } from "./columns.ts";
import { columns } from "./columns.ts";
import { displayWidth } from "./display-width.ts";
import { printable } from "./printable.ts";
import type { TextStyle } from "./text-style.ts";
import { wrap } from "./wrap.ts";

type Style = Pick<TextStyle, "width" | "paint">;
type Row = MachineCoverage["rows"][number];

/** The compensation coverage as a table for each saga: a line for each forward step and error class. Ends with a newline. */
export function coverageText({ machines, percent }: LintCoverage, style: Style): string {
  const total = `Compensation coverage: ${percentText(percent)}`;
  const parts = [...machines.map((machine) => machineLines(machine, style)), [style.paint.bold(total)]];
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function machineLines({ file, machine, rows, percent }: MachineCoverage, { width, paint }: Style): readonly string[] {
  const left = rows.map((row, index): readonly Cell[] => [
    { text: rows[index - 1]?.state === row.state ? "" : printable(row.state) },
    { text: errorText(row) },
    row.covered ? { text: "yes", paint: paint.green } : { text: "no", paint: paint.red },
  ]);
  const heading = ["STEP", "ERROR", "COVERED"].map((text): Cell => ({ text }));
  // The last title is the widest cell of its column, so that the line of titles is as wide as the columns are.
  const taken = INDENT.length + displayWidth(columns([heading, ...left], width)[0] ?? "") + GAP;
  const room = Math.max(LEAST_ROOM, width - taken);
  const lines = columns(
    [
      [...heading, { text: "COMPENSATIONS" }],
      ...left.flatMap((cells, index) => {
        const [first = "", ...more] = wrap(whatRuns(rows[index]), room, "");
        return [[...cells, { text: first }], ...more.map((text) => [...cells.map(() => ({ text: "" })), { text }])];
      }),
    ],
    width - INDENT.length,
  );
  return [paint.bold(printable(`${machine} (${file}): ${percentText(percent)}`)), ...lines.map((line) => `${INDENT}${line.trimEnd()}`)];
}

const INDENT = "  ";
const GAP = 2;
/** Compensations are cut rather than put below each other in less. */
const LEAST_ROOM = 20;

function errorText({ error }: Row): string {
  if (error === null) return "in its result";
  return error === "UnnamedError" ? "any other" : printable(error);
}

function whatRuns(row: Row | undefined): string {
  const { compensations = [], escapes = false } = row ?? {};
  if (escapes) return "none: it escapes";
  return compensations.length === 0 ? "none" : compensations.map(printable).join(", ");
}

/** Never rounded up to the whole. */
function percentText(percent: number): string {
  return `${Math.floor(percent * 10) / 10} %`;
}
