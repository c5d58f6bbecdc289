import type { LintCoverage } from "../runs/lint/lint-coverage.ts";
import type { LintReport, LocatedFinding } from "../runs/lint/lint-report.ts";

/** Findings as `--format json` prints them (version 1 of the format), with the coverage where it is asked for; indented and ending with a newline. */
export function lintJson({ files, summary }: LintReport, coverage?: LintCoverage): string {
  const json = {
    version: 1,
    files: files.map(({ file, findings, machines }) => ({
      file,
      findings: findings.map(findingJson),
      machines: machines.map(({ machine, saga, findings: own }) => ({ machine, saga, findings: own.map(findingJson) })),
    })),
    summary,
    ...(coverage === undefined ? {} : { coverage }),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function findingJson({ rule, severity, message, state, location, path, fix }: LocatedFinding): object {
  const { file, line, column, endLine, endColumn } = location;
  return {
    rule,
    severity,
    message,
    state,
    file,
    line,
    column,
    endLine,
    endColumn,
    path: path.map(({ state, error, skipped }) => ({ state, error, ...(skipped === undefined ? {} : { skipped }) })),
    fix: fix !== undefined,
  };
}
