import type { CoverageRow } from "../../saga/failures/coverage.ts";
import { coveragePercent } from "../../saga/failures/coverage.ts";
import type { LintReport } from "./lint-report.ts";

/** The compensation coverage of what was linted (docs/lint.md#coverage). */
export interface LintCoverage {
  /** Those that are sagas, in the order of the report. */
  readonly machines: readonly MachineCoverage[];
  /** Of all their rows; 100 where there are none. */
  readonly percent: number;
}

export interface MachineCoverage {
  readonly file: string;
  readonly machine: string;
  readonly rows: readonly CoverageRow[];
  readonly percent: number;
}

/** How much of every saga's failures is compensated, from a report whose request asked for it. */
export function lintCoverage({ files }: LintReport): LintCoverage {
  const machines = files.flatMap(({ file, machines }) =>
    machines.flatMap(({ machine, coverage: rows }) => (rows === null ? [] : [{ file, machine, rows, percent: coveragePercent(rows) }])),
  );
  return { machines, percent: coveragePercent(machines.flatMap(({ rows }) => rows)) };
}
