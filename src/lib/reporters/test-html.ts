import type { SuiteReport } from "../suite/suite-report.ts";
import { counted } from "./counted.ts";
import { htmlPage } from "./html-page.ts";
import { htmlText } from "./html-text.ts";
import { percentText } from "./percent.ts";
import { hasCoverage } from "./test-coverage-text.ts";
import { casesOf, countCases, virtualSeconds } from "./test-counts.ts";
import { machineHtml } from "./test-html-machine.ts";

/** The suite as one page that needs nothing else, no script either: summary, and of each machine its states, its matrix, every case with its timeline and tables, and coverage. */
export function testHtml(report: SuiteReport): string {
  const ids = new Map(report.cases.map((result, index) => [result, `case-${index + 1}`]));
  const machines = report.machines.map((machine) =>
    machineHtml(
      machine,
      casesOf(machine, report.cases).map((result) => ({ result, id: ids.get(result) ?? "" })),
      { hasCoverage: hasCoverage(report) },
    ),
  );
  return htmlPage("saga-cli test", [...summary(report), ...machines]);
}

function summary(report: SuiteReport): readonly string[] {
  const { cases, green, warnings, red } = countCases(report.cases);
  const totals = [
    counted(cases, "case"),
    `✓ ${green} green`,
    `! ${counted(warnings, "warning")}`,
    `✕ ${red} red`,
    `${virtualSeconds(report.cases)} s of virtual time`,
    ...(hasCoverage(report) ? [`coverage ${percentText(report.coverage ?? 100)}`] : []),
    ...(report.interrupted ? ["interrupted"] : []),
    ...(report.bailed ? ["ended at the first red case"] : []),
  ];
  const problems = report.problems.map(({ message, hint, location }) => {
    const place = location === null ? "" : [location.file, location.line, location.column].filter((part) => part !== undefined).join(":");
    return `<p class="red">${htmlText([place, message, hint ?? ""].filter((part) => part !== "").join(": "))}</p>`;
  });
  return [`<ul class="totals">${totals.map((total) => `<li>${htmlText(total)}</li>`).join("")}</ul>`, ...problems];
}
