import type { CaseResult } from "../suite/case-result.ts";
import type { MachineReport } from "../suite/suite-report.ts";

/** How many cases have each colour. */
export interface CaseCounts {
  readonly cases: number;
  readonly green: number;
  readonly warnings: number;
  readonly red: number;
}

/** Counts cases by their colour. */
export function countCases(cases: readonly CaseResult[]): CaseCounts {
  const of = (colour: CaseResult["colour"]): number => cases.filter((result) => result.colour === colour).length;
  return { cases: cases.length, green: of("green"), warnings: of("warning"), red: of("red") };
}

/** The cases of one machine. */
export function casesOf({ name, file }: Pick<MachineReport, "name" | "file">, cases: readonly CaseResult[]): readonly CaseResult[] {
  return cases.filter(({ machine, definition }) => machine === name && definition === file);
}

/** The virtual time of all executions, in seconds; one that several cases share counts once. */
export function virtualSeconds(cases: readonly CaseResult[]): number {
  return cases.reduce((sum, { virtualMs, sameAs }) => (sameAs === null ? sum + virtualMs : sum), 0) / 1000;
}
