import type { Severity } from "../../base/diagnostic.ts";
import type { Location, SourceText } from "../../base/span.ts";
import type { LintFinding } from "../../rules/lint-finding.ts";
import type { CoverageRow } from "../../saga/failures/coverage.ts";
import type { SagaSign } from "../../saga/model.ts";
import type { WayStep } from "../../saga/graph/shortest-way.ts";

/** What lint found in the files that it was asked about. */
export interface LintReport {
  /** In the order of their names. */
  readonly files: readonly LintedFile[];
  readonly summary: LintSummary;
  /** Findings that a person suppressed, with a reason. */
  readonly suppressed: number;
  /** Those that findings were compared with. */
  readonly baselines: readonly BaselineUse[];
  /** Files that were named and hold no machine. */
  readonly withoutMachine: readonly string[];
}

/** How many findings are reported, and of how many machines. */
export interface LintSummary {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly machines: number;
}

/** One file, and everything that its machines earn: some may stand in files that it refers to. */
export interface LintedFile {
  /** As the person named it, or from the working folder; with slashes. */
  readonly file: string;
  /** Those that are tied to no machine. */
  readonly findings: readonly LocatedFinding[];
  readonly machines: readonly LintedMachine[];
}

export interface LintedMachine {
  readonly machine: string;
  readonly saga: boolean;
  /** What shows that it is one; null where that is declared, or it is none. */
  readonly sign: SagaSign | null;
  readonly findings: readonly LocatedFinding[];
  /** Which compensations run after which failure; null where it is no saga, or nobody asked. */
  readonly coverage: readonly CoverageRow[] | null;
}

/** A finding with its place in the person's file. */
export interface LocatedFinding extends Omit<LintFinding, "path"> {
  readonly machine: string | null;
  readonly source: SourceText;
  readonly location: Location;
  /** Of a long one the ends. */
  readonly path: readonly LocatedStep[];
}

/** A state of a failing path, and where it stands. */
export interface LocatedStep extends WayStep {
  readonly location: Location | null;
  /** States that were left out before it; undefined where there are none. */
  readonly skipped?: number;
}

/** What a baseline did to the findings. */
export interface BaselineUse {
  /** As messages name it. */
  readonly file: string;
  readonly accepted: number;
  /** Accepted findings that are there no more. */
  readonly gone: number;
  /** Findings that it accepts from now on, where it was written. */
  readonly added: number;
  readonly written: boolean;
}

/** Every finding of a file, that of its machines included. */
export function findingsOf({ findings, machines }: LintedFile): readonly LocatedFinding[] {
  return [...findings, ...machines.flatMap((machine) => machine.findings)];
}

/** Counts findings by severity. */
export function summarise(files: readonly LintedFile[]): LintSummary {
  const counts = { error: 0, warning: 0, info: 0 };
  let machines = 0;
  for (const file of files) {
    for (const { severity } of findingsOf(file)) counts[severity] += 1;
    machines += file.machines.length;
  }
  return { errors: counts.error, warnings: counts.warning, infos: counts.info, machines };
}

/** A severity and all that are worse, the worst first. */
export function severitiesFrom(least: Severity): readonly Severity[] {
  const all: readonly Severity[] = ["error", "warning", "info"];
  return all.slice(0, all.indexOf(least) + 1);
}

/** The report with only the findings of these severities; the counts stay. */
export function listedFrom(report: LintReport, severities: readonly Severity[]): LintReport {
  const listed = (findings: readonly LocatedFinding[]): readonly LocatedFinding[] =>
    findings.filter(({ severity }) => severities.includes(severity));
  return {
    ...report,
    files: report.files.map(({ file, findings, machines }) => ({
      file,
      findings: listed(findings),
      machines: machines.map((machine) => ({ ...machine, findings: listed(machine.findings) })),
    })),
  };
}
