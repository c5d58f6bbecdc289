import type { Location } from "../base/span.ts";
import type { CaseResult, Problem } from "../suite/case-result.ts";
import type { MachineReport, SuiteReport } from "../suite/suite-report.ts";
import { countCases, virtualSeconds } from "./test-counts.ts";

/** The suite as `--format json` prints it (version 1 of the format), indented and ending with a newline. */
export function testJson(report: SuiteReport): string {
  const { cases, machines, problems, coverage, interrupted } = report;
  const json = {
    version: 1,
    summary: { ...countCases(cases), virtualSeconds: virtualSeconds(cases), coverage, interrupted },
    machines: machines.map(machineJson),
    cases: cases.map(caseJson),
    problems: problems.map(({ message, hint, location }) => ({
      message,
      hint,
      ...placeJson(location),
    })),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function machineJson({ name, file, saga, matrix, coverage }: MachineReport): object {
  return { machine: name, file, saga, matrix, coverage };
}

function caseJson(result: CaseResult): object {
  const {
    type,
    machine,
    definition,
    name,
    colour,
    status,
    error,
    outcome,
    virtualMs,
    faults,
    warnings,
    remaining,
    residue,
    command,
    sameAs,
  } = result;
  const { file, line, column } = result.location;
  const problems = result.problems.map(problemJson);
  const head = {
    type,
    machine,
    definition,
    name,
    colour,
    status,
    error,
    outcome,
    virtualSeconds: virtualMs / 1000,
    file,
    line,
    column,
    faults,
  };
  return { ...head, problems, warnings, remaining, residue, command, sameAs };
}

function problemJson({ message, location, expected, actual }: Problem): object {
  return {
    message,
    ...placeJson(location),
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
  };
}

function placeJson(location: Partial<Location> | null | undefined): object {
  const { file = null, line = null, column = null } = location ?? {};
  return { file, line, column };
}
