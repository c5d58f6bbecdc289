import type { CaseResult } from "../suite/case-result.ts";
import type { SuiteReport } from "../suite/suite-report.ts";
import { casesOf, countCases } from "./test-counts.ts";
import { xmlText } from "./xml-text.ts";

/**
 * A JUnit report: a suite for the scenarios of each machine and one for its matrix, a case for each case; times are virtual, in seconds.
 * What could not be tested is an error. Source: https://github.com/testmoapp/junitxml
 */
export function testJunit({ cases, machines, problems }: SuiteReport): string {
  const suites = machines.flatMap((machine) =>
    (["scenario", "matrix"] as const).map((type) => ({
      name: `${machine.name}: ${type === "scenario" ? "scenarios" : "fault matrix"}`,
      cases: casesOf(machine, cases).filter((result) => result.type === type),
    })),
  );
  const { cases: all, red } = countCases(cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="saga-cli test" tests="${all + problems.length}" failures="${red}" errors="${problems.length}">`,
    ...suites.filter((suite) => suite.cases.length > 0).flatMap((suite) => suiteLines(suite.name, suite.cases)),
    ...problemLines(problems),
    "</testsuites>",
    "",
  ].join("\n");
}

function suiteLines(name: string, cases: readonly CaseResult[]): readonly string[] {
  const { red } = countCases(cases);
  const time = cases.reduce((sum, { virtualMs }) => sum + virtualMs, 0) / 1000;
  return [
    `  <testsuite name="${xmlText(name)}" tests="${cases.length}" failures="${red}" errors="0" skipped="0" time="${time}">`,
    ...cases.flatMap((result) => caseLines(result, name)),
    "  </testsuite>",
  ];
}

function caseLines({ name, colour, problems, warnings, command, virtualMs }: CaseResult, suite: string): readonly string[] {
  const opening = `    <testcase name="${xmlText(name)}" classname="${xmlText(suite)}" time="${virtualMs / 1000}"`;
  if (colour === "green") return [`${opening}/>`];
  if (colour === "warning") return [`${opening}>`, `      <system-out>${xmlText(warnings.join("\n"))}</system-out>`, "    </testcase>"];
  const lines = problems.map(({ message, location, expected, actual }) => {
    const place = location === undefined ? "" : `${location.file}:${location.line}:${location.column}: `;
    const values =
      expected === undefined && actual === undefined ? "" : `\n  expected ${JSON.stringify(expected)}\n  actual ${JSON.stringify(actual)}`;
    return `${place}${message}${values}`;
  });
  const text = [...lines, command].join("\n");
  return [
    `${opening}>`,
    `      <failure message="${xmlText(problems[0]?.message ?? "")}" type="red">${xmlText(text)}</failure>`,
    "    </testcase>",
  ];
}

function problemLines(problems: SuiteReport["problems"]): readonly string[] {
  if (problems.length === 0) return [];
  const name = "not tested";
  return [
    `  <testsuite name="${name}" tests="${problems.length}" failures="0" errors="${problems.length}" skipped="0" time="0">`,
    ...problems.flatMap(({ message, hint, location }) => [
      `    <testcase name="${xmlText(location?.file ?? "saga-cli test")}" classname="${name}" time="0">`,
      `      <error message="${xmlText(message)}" type="error">${xmlText(hint ?? "")}</error>`,
      "    </testcase>",
    ]),
    "  </testsuite>",
  ];
}
