import type { LintReport } from "../runs/lint/lint-report.ts";
import { findingHashes } from "./finding-hashes.ts";
import { lintFindings } from "./lint-findings.ts";

/** A GitLab Code Quality report. https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export function lintGitlab(report: LintReport): string {
  const findings = lintFindings(report);
  const hashes = findingHashes(findings);
  const issues = findings.map(({ message, rule, severity, location }, index) => ({
    description: message,
    check_name: rule,
    fingerprint: hashes[index],
    severity: SEVERITIES[severity],
    location: { path: location.file.replace(/^\.\//, ""), lines: { begin: location.line, end: location.endLine } },
  }));
  return `${JSON.stringify(issues, null, 2)}\n`;
}

const SEVERITIES = { error: "major", warning: "minor", info: "info" } as const;
