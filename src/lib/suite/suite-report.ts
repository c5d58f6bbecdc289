import type { UserError, UserErrorLocation } from "../base/user-error.ts";
import { EXIT } from "../base/user-error.ts";
import type { CaseResult } from "./case-result.ts";
import type { CoverageItem } from "./coverage.ts";
import type { MatrixCounts } from "./run-matrix.ts";
import type { StateGraph } from "./state-graph.ts";

/** Everything that a run of the suite found out; reporters turn it into text and files. */
export interface SuiteReport {
  /** In the order in which they are enumerated, whatever ran first. */
  readonly cases: readonly CaseResult[];
  readonly machines: readonly MachineReport[];
  /** Files and machines that could not be used. */
  readonly problems: readonly SuiteProblem[];
  /** In percent, merged over all machines; null where there is nothing to cover. */
  readonly coverage: number | null;
  /** What `--min-coverage` asked for, where it did. */
  readonly minCoverage: number | null;
  /** Only some of its cases were asked for. */
  readonly partial: boolean;
  /** The person ended it before it was through. */
  readonly interrupted: boolean;
  /** A red case ended it, as `--bail` asked. */
  readonly bailed: boolean;
}

/** One machine that was tested. */
export interface MachineReport {
  readonly name: string;
  readonly file: string;
  /** Whether it is judged as a saga; only sagas have a fault matrix. */
  readonly saga: boolean;
  /** null where the matrix was not asked for, or is not for this machine. */
  readonly matrix: MatrixCounts | null;
  readonly coverage: readonly CoverageItem[];
  readonly graph: StateGraph;
}

/** Why a file or a machine could not be used. */
export interface SuiteProblem {
  readonly message: string;
  readonly hint: string | null;
  readonly location: UserErrorLocation | null;
  /** The exit code that it asks for. */
  readonly exitCode: number;
}

/** What the person has to mend. */
export function suiteProblem({ message, hint, location, exitCode }: UserError): SuiteProblem {
  return { message, hint: hint ?? null, location: location ?? null, exitCode };
}

/** The exit code: what could not be used comes before what is red. */
export function suiteExitCode({ cases, problems, coverage, minCoverage, interrupted }: SuiteReport): number {
  if (interrupted) return EXIT.interrupted;
  const [problem] = problems;
  if (problem) return problem.exitCode;
  const isCovered = minCoverage === null || coverage === null || coverage >= minCoverage;
  return isCovered && cases.every(({ colour }) => colour !== "red") ? EXIT.ok : EXIT.findings;
}
