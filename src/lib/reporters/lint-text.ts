import type { Severity } from "../base/diagnostic.ts";
import type { LintReport, LintedFile, LocatedFinding } from "../runs/lint/lint-report.ts";
import { codeFrame } from "./code-frame.ts";
import { lintJudgedLines } from "./lint-judged.ts";
import { lintSummaryLines } from "./lint-summary.ts";
import { pathText } from "./path-text.ts";
import { printable } from "./printable.ts";
import { sectionsText } from "./sections.ts";
import type { Layout } from "./text-style.ts";
import { wrap } from "./wrap.ts";

/**
 * Findings as a person reads them: each with its place, its line, the failing path and a hint; those of one rule in one machine together;
 * then why machines were judged, and the counts. Ends with a newline.
 */
export function lintText(report: LintReport, style: Layout): string {
  const groups = report.files.flatMap(groupsOf).map((group) => groupLines(group, style));
  return sectionsText([...groups, lintJudgedLines(report, style), lintSummaryLines(report, style)]);
}

/** Findings of one rule in one machine, in the order of the file. */
type Group = readonly [LocatedFinding, ...LocatedFinding[]];

function groupsOf({ findings, machines }: LintedFile): readonly Group[] {
  return [findings, ...machines.map((machine) => machine.findings)].flatMap((owned) => {
    const groups = new Map<string, Group>();
    for (const finding of owned) {
      const key = `${finding.rule} ${finding.severity}`;
      const known = groups.get(key);
      groups.set(key, known === undefined ? [finding] : [...known, finding]);
    }
    return [...groups.values()];
  });
}

function groupLines([first, ...others]: Group, style: Layout): readonly string[] {
  const tone = toneOf(first.severity, style);
  return [
    ...headLines(first, style),
    ...codeFrame(first, style, tone),
    ...pathLines(first, style),
    ...(first.hint === undefined ? [] : wrap(`hint: ${printable(first.hint)}`, style.width, "  ", "    ")),
    ...otherLines(others, style),
    style.paint.dim(`  saga-cli explain ${printable(first.rule)}`),
  ];
}

function headLines({ location, severity, rule, message }: LocatedFinding, style: Layout): readonly string[] {
  const place = style.paint.bold(printable(`${location.file}:${location.line}:${location.column}`));
  // The first line however long: terminals and editors make a link of the place.
  return [`${place} ${toneOf(severity, style)(severity)} ${printable(rule)}`, ...wrap(printable(message), style.width, "  ")];
}

function pathLines({ path }: LocatedFinding, { width }: Layout): readonly string[] {
  return path.length === 0 ? [] : wrap(`path: ${printable(pathText(path))}`, width, "  ", "    ");
}

function otherLines(others: readonly LocatedFinding[], style: Layout): readonly string[] {
  if (others.length === 0) return [];
  return [
    `  ${others.length} more of this rule:`,
    ...others.flatMap(({ location, message, path }) => [
      ...wrap(printable(`${location.file}:${location.line}:${location.column} ${message}`), style.width, "    ", "      "),
      ...(path.length === 0 ? [] : wrap(`path: ${printable(pathText(path))}`, style.width, "      ", "        ")),
    ]),
  ];
}

function toneOf(severity: Severity, { paint }: Layout): (text: string) => string {
  return { error: paint.red, warning: paint.yellow, info: paint.cyan }[severity];
}
