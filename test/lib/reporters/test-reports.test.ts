import { expect, test } from "vitest";
import { testGithub } from "../../../src/lib/reporters/test-github.ts";
import { testHtml } from "../../../src/lib/reporters/test-html.ts";
import { testJson } from "../../../src/lib/reporters/test-json.ts";
import { testJunit } from "../../../src/lib/reporters/test-junit.ts";
import { testText } from "../../../src/lib/reporters/test-text.ts";
import { NO_PAINT } from "../../../src/lib/reporters/text-style.ts";
import type { SuiteReport } from "../../../src/lib/suite/suite-report.ts";
import { caseResult, HOSTILE, suiteReport } from "./test-report-of.ts";

const red = caseResult({
  name: "ProcessPayment:UnnamedError",
  state: "ProcessPayment",
  faults: ["ProcessPayment:UnnamedError"],
  colour: "red",
  outcome: "uncompensated",
  problems: [{ message: "The outcome is uncompensated." }, { message: "missing-compensation: ProcessOrder is done." }],
  remaining: ["UpdateOrderStatus"],
  residue: [{ table: "Orders", key: { order_id: "o-1" }, before: null, after: { order_id: "o-1", status: "Placed" } }],
});
const warning = caseResult({
  name: "ProcessOrder:States.Timeout",
  colour: "warning",
  outcome: "ambiguous",
  warnings: ["ProcessOrder ended unknown."],
});
const report = suiteReport([caseResult(), red, warning], {
  problems: [
    {
      message: 'Unknown key "expcet"',
      hint: 'Did you mean "expect"?',
      location: { file: "order.saga.yaml", line: 3, column: 5 },
      exitCode: 2,
    },
  ],
});

test("text shows a table, each case that is not green with its line, coverage and a summary", () => {
  expect(testText(report, { width: 80, paint: NO_PAINT, includeData: false })).toMatchSnapshot();
});

test.each<{ name: string; fields: Partial<SuiteReport>; want: boolean }>([
  { name: "of a whole suite", fields: {}, want: true },
  { name: "of a part of it", fields: { partial: true }, want: false },
  { name: "of a suite that a person ended", fields: { interrupted: true }, want: false },
  { name: "of a part, where a percentage is asked for", fields: { partial: true, minCoverage: 80 }, want: true },
])("coverage $name is shown: $want", ({ fields, want }) => {
  const text = testText(suiteReport([red], fields), { width: 80, paint: NO_PAINT, includeData: false });
  expect(text.includes("Coverage 50 %")).toBe(want);
});

test("JUnit counts failures and errors, and gives virtual times in seconds", () => {
  expect(testJunit(report)).toMatchSnapshot();
});

test("JUnit is as the schema of Jenkins' xUnit plugin wants it", () => {
  expect(schemaErrors(testJunit(report))).toEqual([]);
  expect(schemaErrors(testJunit(suiteReport([])))).toEqual([]);
});

test("GitHub gets an annotation for each case that is not green, at its state, and for each file that cannot be used", () => {
  expect(testGithub(report).split("\n")).toEqual([
    '::error file=order.saga.yaml,line=3,col=5,title=saga-cli test::Unknown key "expcet"%0ADid you mean "expect"?',
    `::error file=order.asl.json,line=3,col=5,title=order%3A ProcessPayment%3AUnnamedError::The outcome is uncompensated.%0Amissing-compensation: ProcessOrder is done.%0A${red.command}`,
    `::warning file=order.asl.json,line=3,col=5,title=order%3A ProcessOrder%3AStates.Timeout::ProcessOrder ended unknown.%0A${warning.command}`,
    "",
  ]);
});

test("JSON says everything of a case", () => {
  const { version, summary, cases, problems } = JSON.parse(testJson(report)) as Readonly<Record<string, unknown>> & {
    cases: readonly object[];
  };
  expect({ version, summary, problems }).toEqual({
    version: 1,
    summary: { cases: 3, green: 1, warnings: 1, red: 1, virtualSeconds: 42, coverage: 50, interrupted: false },
    problems: [{ message: 'Unknown key "expcet"', hint: 'Did you mean "expect"?', file: "order.saga.yaml", line: 3, column: 5 }],
  });
  expect(cases[1]).toMatchObject({
    machine: "order",
    colour: "red",
    outcome: "uncompensated",
    virtualSeconds: 14,
    file: "order.asl.json",
    line: 3,
  });
});

test("the page names every case, marks colours by signs, and leads from the grid to each case", () => {
  const page = testHtml(report);
  const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  const ids = [...page.matchAll(/<div id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(links)).toEqual(new Set(ids));
  expect(page).toContain('aria-label="red">✕</span> <span class="names">ProcessPayment<wbr>:UnnamedError</span>');
  expect(page).toContain("never entered");
  expect(page).not.toMatch(/<script|https?:|src=/);
});

test("machines of one name in two files keep their own cases apart", () => {
  const [machine] = report.machines;
  const gifts = { ...machine, file: "gift.asl.json" } as NonNullable<typeof machine>;
  const both = suiteReport([caseResult(), { ...red, definition: "gift.asl.json" }], { machines: [machine as typeof gifts, gifts] });
  const [, order = "", gift = ""] = testHtml(both).split("<section>");
  expect([order.includes("ProcessPayment<wbr>:UnnamedError"), gift.includes("ProcessPayment<wbr>:UnnamedError")]).toEqual([false, true]);
  expect(testJunit(both).match(/<testsuite .*tests="\d+"/g)).toEqual(Array.from({ length: 2 }, () => expect.stringContaining('tests="1"')));
});

test("the page is well formed", () => {
  expect(openTags(testHtml(report))).toEqual([]);
});

test("hostile names and payloads are harmless in every report", () => {
  const hostile = suiteReport(
    [
      caseResult({
        name: HOSTILE,
        machine: "order",
        colour: "red",
        faults: [HOSTILE, HOSTILE],
        problems: [{ message: HOSTILE, expected: { [HOSTILE]: HOSTILE }, actual: HOSTILE }],
        error: HOSTILE,
        command: HOSTILE,
        changes: [{ table: HOSTILE, key: { id: HOSTILE }, before: null, after: { id: HOSTILE } }],
        visits: [
          {
            state: HOSTILE,
            kind: "Task",
            iteration: null,
            from: 0,
            to: 0,
            attempts: 2,
            failure: { error: HOSTILE, unknown: false },
            next: HOSTILE,
          },
        ],
      }),
    ],
    { problems: [{ message: HOSTILE, hint: HOSTILE, location: { file: HOSTILE }, exitCode: 2 }] },
  );
  const page = testHtml(hostile);
  expect(page).not.toContain("<img");
  expect(page).not.toContain("</script>");
  expect(openTags(page)).toEqual([]);
  expect(schemaErrors(testJunit(hostile))).toEqual([]);
  const all = [page, testJunit(hostile), testText(hostile, { width: 80, paint: NO_PAINT, includeData: false })].join("");
  expect(all).not.toContain("\u001B");
  expect(testJunit(hostile)).not.toContain("<img");
});

const VOID = new Set(["meta", "rect", "path", "wbr"]);

interface XmlElement {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly children: readonly string[];
}

/** What we write of https://github.com/jenkinsci/xunit-plugin junit-10.xsd. */
const JUNIT: Readonly<Record<string, XmlElement>> = {
  testsuites: { required: [], optional: ["name", "time", "tests", "failures", "errors"], children: ["testsuite"] },
  testsuite: { required: ["name", "tests", "failures", "errors"], optional: ["time", "skipped"], children: ["testcase"] },
  testcase: { required: ["name"], optional: ["time", "classname"], children: ["error", "failure", "system-out"] },
  error: { required: [], optional: ["type", "message"], children: [] },
  failure: { required: [], optional: ["type", "message"], children: [] },
  "system-out": { required: [], optional: [], children: [] },
};

/** In what a document breaks the schema: elements and attributes that are unknown or missing, times that are none, tags that do not match. */
function schemaErrors(xml: string): readonly string[] {
  const open: string[] = [];
  const errors: string[] = [];
  for (const [, slash, name = "", attributes = "", empty] of xml.matchAll(/<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>/g)) {
    if (slash === "/") {
      if (open.pop() !== name) errors.push(`</${name}>`);
      continue;
    }
    const parent = open.at(-1);
    const { required, optional } = JUNIT[name] ?? { required: [], optional: [] };
    const given = new Map([...attributes.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]));
    if (parent === undefined ? name !== "testsuites" : !JUNIT[parent]?.children.includes(name)) errors.push(`<${name}> in ${parent}`);
    errors.push(...required.filter((key) => !given.has(key)).map((key) => `<${name}> without ${key}`));
    errors.push(...[...given.keys()].filter((key) => ![...required, ...optional].includes(key)).map((key) => `<${name} ${key}>`));
    if (!/^\d*(?:\.\d*)?$/.test(given.get("time") ?? "")) errors.push(`time ${given.get("time")}`);
    if (empty !== "/") open.push(name);
  }
  const left = xml.replace(/^<\?xml version="1.0" encoding="UTF-8"\?>\n/, "").replaceAll(/<\/?[a-z-]+(?: [a-z]+="[^"<]*")*\/?>/g, "");
  return [...errors, ...open, ...(left.match(/[<>]|&(?!#\d+;)/g) ?? [])];
}

/** Tags that are opened and not closed, or closed and not opened. */
function openTags(html: string): readonly string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, slash, name = "", rest = ""] of html
    .replace(/<style>[\s\S]*?<\/style>/g, "")
    .matchAll(/<(\/?)([a-z][a-z0-9]*)([^<>]*)>/gi)) {
    if (VOID.has(name) || rest.endsWith("/")) continue;
    if (slash === "") open.push(name);
    else if (open.pop() !== name) wrong.push(name);
  }
  return [...open, ...wrong];
}
