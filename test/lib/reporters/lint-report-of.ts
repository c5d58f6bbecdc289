import type { LintReport, LocatedFinding } from "../../../src/lib/runs/lint/lint-report.ts";
import { locate } from "../../../src/lib/base/span.ts";

const text = `{
  "StartAt": "Pay & \\"go\\"",
  "States": {
\t"Pay & \\"go\\"": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:Pay", "End": true }
  }
}
`;
const source = { file: "sagas/order saga.asl.json", text };

/** A finding at a piece of the text of {@link reportOf}. */
export function findingAt(piece: string, more: Partial<LocatedFinding> = {}): LocatedFinding {
  const start = text.indexOf(piece);
  const span = { start, end: start + piece.length };
  return {
    rule: "missing-catch",
    severity: "error",
    message: 'The failure of "Pay & \\"go\\"" is caught by nobody',
    machine: "order",
    state: 'Pay & "go"',
    span,
    source,
    location: locate(source, span),
    path: [],
    ...more,
  };
}

/** Three findings that are hard to write: quotes, ampersands, control characters, commas, percents. */
export const HARD: readonly LocatedFinding[] = [
  findingAt('"Pay & \\"go\\"": {', {
    hint: "Add a Catch, with States.ALL: 100% of errors",
    path: [
      { state: 'Pay & "go"', error: "States.Timeout", location: findingAt('"Pay & \\"go\\"": ').location },
      { state: "Refund", error: null, location: null },
    ],
  }),
  findingAt('"Type"', { rule: "no-timeout", severity: "info", message: "No TimeoutSeconds" }),
  findingAt('{\n  "StartAt"', { rule: "execution-timeout", severity: "warning", message: "A bell \u0007 rings\nhere", state: null }),
];

/** A report of these findings in one machine, and of a machine without any. */
export function reportOf(findings: readonly LocatedFinding[]): LintReport {
  const count = (severity: string): number => findings.filter((finding) => finding.severity === severity).length;
  return {
    files: [
      { file: source.file, findings: [], machines: [{ machine: "order", saga: true, sign: null, findings, coverage: null }] },
      { file: "clean.asl.json", findings: [], machines: [{ machine: "clean", saga: false, sign: null, findings: [], coverage: null }] },
    ],
    summary: { errors: count("error"), warnings: count("warning"), infos: count("info"), machines: 2 },
    suppressed: 0,
    baselines: [],
    withoutMachine: [],
  };
}
