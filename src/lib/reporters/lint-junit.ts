import type { LintReport, LintedFile, LocatedFinding } from "../runs/lint/lint-report.ts";
import { pathText } from "./path-text.ts";
import { xmlText } from "./xml-text.ts";

/**
 * A JUnit report: a suite for each machine (and for what is tied to none), a case for each finding, of which errors and warnings fail;
 * a machine without findings is one case that passes. Source: https://github.com/testmoapp/junitxml
 */
export function lintJunit({ files }: LintReport): string {
  const suites = files.flatMap(suitesOf);
  const { tests, failures } = totals(suites);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="saga-cli lint" tests="${tests}" failures="${failures}" errors="0">`,
    ...suites.flatMap(suiteLines),
    "</testsuites>",
    "",
  ].join("\n");
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

interface Case {
  readonly name: string;
  readonly finding: LocatedFinding | null;
}

function suitesOf({ file, findings, machines }: LintedFile): readonly Suite[] {
  const untied = findings.length === 0 ? [] : [{ name: file, cases: casesOf(findings) }];
  return [...untied, ...machines.map(({ machine, findings: own }) => ({ name: `${file}: ${machine}`, cases: casesOf(own) }))];
}

function casesOf(findings: readonly LocatedFinding[]): readonly Case[] {
  if (findings.length === 0) return [{ name: "lint", finding: null }];
  return findings.map((finding) => ({ name: finding.state === null ? finding.rule : `${finding.rule} ${finding.state}`, finding }));
}

function suiteLines(suite: Suite): readonly string[] {
  const { tests, failures } = totals([suite]);
  return [
    `  <testsuite name="${xmlText(suite.name)}" tests="${tests}" failures="${failures}" errors="0" skipped="0" time="0">`,
    ...suite.cases.flatMap((each) => caseLines(each, suite.name)),
    "  </testsuite>",
  ];
}

function caseLines({ name, finding }: Case, suite: string): readonly string[] {
  const opening = `    <testcase name="${xmlText(name)}" classname="${xmlText(suite)}" time="0"`;
  if (finding === null) return [`${opening}/>`];
  const text = detail(finding);
  const body = isFailure(finding)
    ? `      <failure message="${xmlText(finding.message)}" type="${finding.severity}">${xmlText(text)}</failure>`
    : `      <system-out>${xmlText(text)}</system-out>`;
  return [`${opening}>`, body, "    </testcase>"];
}

function detail({ location: { file, line, column }, message, path, hint }: LocatedFinding): string {
  const parts = [`${file}:${line}:${column}: ${message}`, path.length === 0 ? "" : `path: ${pathText(path)}`, hint ?? ""];
  return parts.filter((part) => part !== "").join("\n");
}

function totals(suites: readonly Suite[]): { readonly tests: number; readonly failures: number } {
  const cases = suites.flatMap((suite) => suite.cases);
  return { tests: cases.length, failures: cases.filter(({ finding }) => isFailure(finding)).length };
}

function isFailure(finding: LocatedFinding | null): boolean {
  return finding !== null && finding.severity !== "info";
}
