import type { LintCoverage, MachineCoverage } from "../runs/lint/lint-coverage.ts";
import type { Cell } from "./columns.ts";
import { columns } from "./columns.ts";
import { percentText } from "./percent.ts";
import { printable } from "./printable.ts";
import { sectionsText } from "./sections.ts";
import type { Layout } from "./text-style.ts";

type Row = MachineCoverage["rows"][number];

/** The compensation coverage as a table for each saga: a line for each forward step and error class. Ends with a newline. */
export function coverageText({ machines, percent }: LintCoverage, style: Layout): string {
  const total = `Compensation coverage: ${percentText(percent)}`;
  const parts = [...machines.map((machine) => machineLines(machine, style)), [style.paint.bold(total)]];
  return sectionsText(parts);
}

function machineLines({ file, machine, rows, percent }: MachineCoverage, { width, paint }: Layout): readonly string[] {
  const heading = ["STEP", "ERROR", "COVERED", "COMPENSATIONS"].map((text): Cell => ({ text }));
  const cells = rows.map((row, index): readonly Cell[] => [
    { text: rows[index - 1]?.state === row.state ? "" : printable(row.state) },
    { text: errorText(row) },
    row.covered ? { text: "yes", paint: paint.green } : { text: "no", paint: paint.red },
    { text: whatRuns(row) },
  ]);
  const lines = columns([heading, ...cells], width - INDENT.length);
  return [paint.bold(printable(`${machine} (${file}): ${percentText(percent)}`)), ...lines.map((line) => `${INDENT}${line}`)];
}

const INDENT = "  ";

function errorText({ error }: Row): string {
  if (error === null) return "in its result";
  return error === "UnnamedError" ? "any other" : printable(error);
}

function whatRuns({ compensations, escapes, covered }: Row): string {
  // What the failing step itself may have done is asked by rules (docs/path-analysis.md#what-is-taken-for-granted).
  if (escapes) return covered ? "none: nothing stands yet" : "none: it escapes";
  return compensations.length === 0 ? "none" : compensations.map(printable).join(", ");
}
