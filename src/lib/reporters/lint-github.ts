import type { LintReport, LocatedFinding } from "../runs/lint/lint-report.ts";
import { githubAnnotation } from "./github-annotation.ts";
import { lintFindings } from "./lint-findings.ts";
import { pathText } from "./path-text.ts";

/** Annotations of a GitHub Actions log, one finding a line. */
export function lintGithub(report: LintReport): string {
  return lintFindings(report)
    .map((finding) => `${annotation(finding)}\n`)
    .join("");
}

const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const;

function annotation({ severity, rule, message, hint = "", location, path }: LocatedFinding): string {
  const { file, line, column, endLine, endColumn } = location;
  // GitHub takes columns of one line only.
  const columns = line === endLine ? { col: column, endColumn } : {};
  const sentences = [message, path.length === 0 ? "" : `Path: ${pathText(path)}`, hint];
  return githubAnnotation(COMMANDS[severity], { file, line, endLine, ...columns, title: `saga-cli ${rule}` }, sentences);
}
