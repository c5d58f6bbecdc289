import { describe, expect, test } from "vitest";
import { lintGithub } from "../../../src/lib/reporters/lint-github.ts";
import { lintGitlab } from "../../../src/lib/reporters/lint-gitlab.ts";
import { lintJson } from "../../../src/lib/reporters/lint-json.ts";
import { lintJunit } from "../../../src/lib/reporters/lint-junit.ts";
import { HARD, findingAt, reportOf } from "./lint-report-of.ts";

test("JSON is the shape of version 1", () => {
  const [first] = HARD;
  if (first === undefined) throw new Error("There is a first finding");
  expect(JSON.parse(lintJson(reportOf([first])))).toEqual({
    version: 1,
    files: [
      {
        file: "sagas/order saga.asl.json",
        findings: [],
        machines: [
          {
            machine: "order",
            saga: true,
            findings: [
              {
                rule: "missing-catch",
                severity: "error",
                message: first.message,
                state: 'Pay & "go"',
                file: "sagas/order saga.asl.json",
                line: 4,
                column: 2,
                endLine: 4,
                endColumn: 19,
                path: [
                  { state: 'Pay & "go"', error: "States.Timeout" },
                  { state: "Refund", error: null },
                ],
                fix: false,
              },
            ],
          },
        ],
      },
      { file: "clean.asl.json", findings: [], machines: [{ machine: "clean", saga: false, findings: [] }] },
    ],
    summary: { errors: 1, warnings: 0, infos: 0, machines: 2 },
  });
});

test("a GitHub annotation is one line, whatever is in it", () => {
  expect(lintGithub(reportOf(HARD)).split("\n")).toEqual([
    '::error file=sagas/order saga.asl.json,line=4,endLine=4,col=2,endColumn=19,title=saga-cli missing-catch::The failure of "Pay & \\"go\\"" is caught by nobody%0APath: Pay & "go" (States.Timeout) -> Refund%0AAdd a Catch, with States.ALL: 100%25 of errors',
    "::notice file=sagas/order saga.asl.json,line=4,endLine=4,col=20,endColumn=26,title=saga-cli no-timeout::No TimeoutSeconds",
    "::warning file=sagas/order saga.asl.json,line=1,endLine=2,title=saga-cli execution-timeout::A bell \\u{7} rings%0Ahere",
    "",
  ]);
  const odd = findingAt('"Type"', { rule: "asl/a,b:c" });
  expect(lintGithub(reportOf([odd]))).toContain("title=saga-cli asl/a%2Cb%3Ac::");
});

test("a GitLab report has a place, a severity and a fingerprint of its own for every finding", () => {
  const twice = findingAt('"Type"', { rule: "no-timeout", severity: "info", message: "No TimeoutSeconds" });
  const issues = JSON.parse(lintGitlab(reportOf([...HARD, twice]))) as readonly Record<string, unknown>[];
  expect(issues.slice(0, 2)).toEqual([
    {
      description: HARD[0]?.message,
      check_name: "missing-catch",
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      severity: "major",
      location: { path: "sagas/order saga.asl.json", lines: { begin: 4, end: 4 } },
    },
    {
      description: "No TimeoutSeconds",
      check_name: "no-timeout",
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      severity: "info",
      location: { path: "sagas/order saga.asl.json", lines: { begin: 4, end: 4 } },
    },
  ]);
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
});

describe("JUnit", () => {
  test("has a suite for each machine, and a case for each finding or one that passes", () => {
    expect(lintJunit(reportOf(HARD))).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites name="saga-cli lint" tests="4" failures="2" errors="0">',
        '  <testsuite name="sagas/order saga.asl.json: order" tests="3" failures="2" errors="0" skipped="0" time="0">',
        '    <testcase name="missing-catch Pay &#38; &#34;go&#34;" classname="sagas/order saga.asl.json: order" time="0">',
        '      <failure message="The failure of &#34;Pay &#38; \\&#34;go\\&#34;&#34; is caught by nobody" type="error">sagas/order saga.asl.json:4:2: The failure of &#34;Pay &#38; \\&#34;go\\&#34;&#34; is caught by nobody&#10;path: Pay &#38; &#34;go&#34; (States.Timeout) -&#62; Refund&#10;Add a Catch, with States.ALL: 100% of errors</failure>',
        "    </testcase>",
        '    <testcase name="no-timeout Pay &#38; &#34;go&#34;" classname="sagas/order saga.asl.json: order" time="0">',
        "      <system-out>sagas/order saga.asl.json:4:20: No TimeoutSeconds</system-out>",
        "    </testcase>",
        '    <testcase name="execution-timeout" classname="sagas/order saga.asl.json: order" time="0">',
        '      <failure message="A bell \\u{7} rings&#10;here" type="warning">sagas/order saga.asl.json:1:1: A bell \\u{7} rings&#10;here</failure>',
        "    </testcase>",
        "  </testsuite>",
        '  <testsuite name="clean.asl.json: clean" tests="1" failures="0" errors="0" skipped="0" time="0">',
        '    <testcase name="lint" classname="clean.asl.json: clean" time="0"/>',
        "  </testsuite>",
        "</testsuites>",
        "",
      ].join("\n"),
    );
  });

  test("has a suite for what is tied to no machine", () => {
    const broken = findingAt('"Type"', { rule: "asl/syntax", machine: null, state: null, message: "A comma is missing" });
    const report = { ...reportOf([]), files: [{ file: "broken.asl.json", findings: [broken], machines: [] }] };
    expect(lintJunit(report)).toContain('<testsuite name="broken.asl.json" tests="1" failures="1"');
  });
});
