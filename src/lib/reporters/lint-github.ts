import type { LintReport, LocatedFinding } from "../runs/lint-report.ts";
import { lintFindings } from "./lint-findings.ts";
import { pathText } from "./path-text.ts";

/** Annotations of a GitHub Actions log, one finding a line. https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
export function lintGithub(report: LintReport): string {
  return lintFindings(report)
    .map((finding) => `${annotation(finding)}\n`)
    .join("");
}

const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const;

function annotation({ severity, rule, message, hint, location, path }: LocatedFinding): string {
  const { file, line, column, endLine, endColumn } = location;
  const place = [
    ["file", file],
    ["line", line],
    ["endLine", endLine],
    // GitHub takes columns of one line only.
    ...(line === endLine ? [["col", column] as const, ["endColumn", endColumn] as const] : []),
    ["title", `saga-cli ${rule}`],
  ] as const;
  const properties = place.map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(",");
  const sentences = [message, path.length === 0 ? "" : `Path: ${pathText(path)}`, hint ?? ""].filter((text) => text !== "");
  return `::${COMMANDS[severity]} ${properties}::${escapeData(sentences.join("\n"))}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
