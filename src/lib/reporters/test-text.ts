import type { CaseResult, Problem } from "../suite/case-result.ts";
import type { MachineReport, SuiteReport } from "../suite/suite-report.ts";
import type { Cell } from "./columns.ts";
import { columns } from "./columns.ts";
import { counted } from "./counted.ts";
import { printable } from "./printable.ts";
import { sideBySide } from "./side-by-side.ts";
import { tableChangeLines } from "./table-changes.ts";
import { coverageLines, hasCoverage } from "./test-coverage-text.ts";
import { casesOf, countCases, virtualSeconds } from "./test-counts.ts";
import { sectionsText } from "./sections.ts";
import type { TextStyle } from "./text-style.ts";
import { wrap } from "./wrap.ts";

/** What the suite found as a person reads it: a table for each machine, every case that is not green with the line that reproduces it, coverage, and a summary. Ends with a newline. */
export function testText(report: SuiteReport, style: TextStyle): string {
  const sections = [
    ...report.machines.flatMap((machine) => machineSections(machine, report, style)),
    hasCoverage(report) ? coverageLines(report, style) : [],
    summaryLines(report, style),
  ];
  return sectionsText(sections);
}

function machineSections(machine: MachineReport, { cases }: SuiteReport, style: TextStyle): readonly (readonly string[])[] {
  const { paint, width } = style;
  const own = casesOf(machine, cases);
  const title = paint.bold(printable(`${machine.name} (${machine.file})`));
  if (own.length === 0 && machine.matrix === null) {
    const why = machine.saga ? "No case was asked for." : "It is no saga: no compensation is declared or found, so it has no fault matrix.";
    return [[title, ...wrap(why, width, "  ")]];
  }
  const table =
    own.length === 0 ? [] : columns([header(style), ...[...groups(own)].map(([name, group]) => row(name, group, style))], width - 2);
  return [
    [title, ...table.map((line) => `  ${line}`), ...sparedLines(machine, style)],
    ...own.filter(({ colour }) => colour !== "green").map((result) => caseLines(result, style)),
  ];
}

function header({ paint }: TextStyle): readonly Cell[] {
  return ["", "CASES", "GREEN", "WARNING", "RED"].map((text) => ({ text, paint: paint.dim }));
}

/** The cases of the matrix by the state of their first fault, the scenarios together. */
function groups(cases: readonly CaseResult[]): ReadonlyMap<string, readonly CaseResult[]> {
  const byName = new Map<string, CaseResult[]>();
  for (const result of cases) {
    const name = result.type === "scenario" ? "scenarios" : (result.state ?? "no fault");
    const own = byName.get(name);
    if (own === undefined) byName.set(name, [result]);
    else own.push(result);
  }
  return byName;
}

function row(name: string, cases: readonly CaseResult[], { paint }: TextStyle): readonly Cell[] {
  const { green, warnings, red } = countCases(cases);
  const count = (number: number, tone: (text: string) => string): Cell =>
    number === 0 ? { text: "-" } : { text: String(number), paint: tone };
  return [
    { text: printable(name) },
    { text: String(cases.length) },
    count(green, paint.green),
    count(warnings, paint.yellow),
    count(red, paint.red),
  ];
}

/** Which executions were spared, and why nothing is lost by it. */
function sparedLines({ matrix }: MachineReport, { width, paint }: TextStyle): readonly string[] {
  if (matrix === null) return [];
  const { shared, pairs, prunedPairs } = matrix;
  const sentences = [
    ...(shared === 0
      ? []
      : [
          `${counted(shared, "case")} of the matrix took the execution of another: a compensation that is tried only once fails once and for good alike.`,
        ]),
    ...(pairs === 0
      ? []
      : [
          `${prunedPairs} of ${counted(pairs, "pair")} of faults were not run: one of the two alone keeps the other one's task from ever being ` +
            "scheduled, so the execution with both is the execution with that one, which was judged.",
        ]),
  ];
  return sentences.flatMap((sentence) => wrap(sentence, width, "  ").map((line) => paint.dim(line)));
}

function caseLines(result: CaseResult, style: TextStyle): readonly string[] {
  const { paint, width } = style;
  const tone = result.colour === "red" ? paint.red : paint.yellow;
  const title = `${result.colour === "red" ? "RED" : "WARNING"} ${printable(result.machine)}: ${printable(result.name)}`;
  const end = `${result.status}, ${result.outcome}${result.error === null ? "" : `, ${printable(result.error)}`}`;
  return [
    ...wrap(title, width, "", "  ").map((line) => tone(line)),
    ...wrap(end, width, "  ").map((line) => paint.dim(line)),
    ...result.problems.flatMap((problem) => problemLines(problem, result, style)),
    ...result.warnings.flatMap((warning) => wrap(printable(warning), width, "  ", "    ")),
    ...(result.remaining.length === 0 ? [] : wrap(printable(`Left to run: ${result.remaining.join(", ")}`), width, "  ", "    ")),
    ...(result.residue.length === 0
      ? []
      : ["  Left in the tables:", ...tableChangeLines(result.residue, style).map((line) => `  ${line}`)]),
    // A command is never broken: it is there to be copied.
    `  ${paint.cyan(printable(result.command))}`,
  ];
}

function problemLines({ message, location, expected, actual }: Problem, { type }: CaseResult, style: TextStyle): readonly string[] {
  const place = location === undefined || type !== "scenario" ? "" : `${location.file}:${location.line}:${location.column}: `;
  const isCompared = type === "scenario" && (expected !== undefined || actual !== undefined);
  return [
    ...wrap(printable(`${place}${message}`), style.width, "  ", "    "),
    ...(isCompared ? sideBySide(expected ?? null, actual ?? null, "    ", style) : []),
  ];
}

function summaryLines(report: SuiteReport, { paint, width }: TextStyle): readonly string[] {
  const { cases, green, warnings, red } = countCases(report.cases);
  const parts = [
    paint.green(`${green} green`),
    ...(warnings > 0 ? [paint.yellow(counted(warnings, "warning"))] : []),
    ...(red > 0 ? [paint.red(`${red} red`)] : []),
  ];
  const ends = [
    ...(report.interrupted ? ["Interrupted: this is what was done until then."] : []),
    ...(report.bailed ? ["Ended at the first red case, as --bail asks."] : []),
    ...(report.problems.length > 0 ? [`${counted(report.problems.length, "problem")} kept something from being tested; see above.`] : []),
  ];
  const simulated = new Set(report.cases.flatMap((result) => result.simulated.map((state) => printable(`${result.machine}/${state}`))));
  return [
    `${paint.bold(counted(cases, "case"))}: ${parts.join(", ")}; ${virtualSeconds(report.cases)} s of virtual time`,
    ...(simulated.size === 0
      ? []
      : wrap(`Simulated, for want of a task in saga.config.yaml: ${[...simulated].join(", ")}`, width, "", "  ")),
    ...ends.flatMap((sentence) => wrap(sentence, width, "", "  ")),
  ];
}
