import type { LintReport, LocatedFinding } from "../runs/lint/lint-report.ts";

/** Every finding of a report, in its order. */
export function lintFindings({ files }: LintReport): readonly LocatedFinding[] {
  return files.flatMap(({ findings, machines }) => [...findings, ...machines.flatMap((machine) => machine.findings)]);
}
