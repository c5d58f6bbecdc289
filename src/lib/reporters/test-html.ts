import type { MachineReport, SuiteReport } from "../suite/suite-report.ts";
import { htmlText } from "./html-text.ts";
import { coverageWords, percent } from "./test-coverage-text.ts";
import { counted, countCases, virtualSeconds } from "./test-counts.ts";
import { caseHtml } from "./test-html-case.ts";
import { graphSvg } from "./test-html-graph.ts";
import type { PlacedCase } from "./test-html-grid.ts";
import { matrixGrid } from "./test-html-grid.ts";
import { TEST_STYLE } from "./test-html-style.ts";

/** The suite as one page that needs nothing else, no script either: summary, matrices, every case with its timeline and tables, coverage, graphs. */
export function testHtml(report: SuiteReport, title = "saga-cli test"): string {
  const placed = report.cases.map((result, index) => ({ result, id: `case-${index + 1}` }));
  return [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${htmlText(title)}</title><style>${TEST_STYLE}</style></head><body>`,
    `<h1>${htmlText(title)}</h1>`,
    summary(report),
    ...report.machines.map((machine) =>
      machineHtml(
        machine,
        placed.filter(({ result }) => result.machine === machine.name),
      ),
    ),
    "</body></html>",
    "",
  ].join("\n");
}

function summary(report: SuiteReport): string {
  const { cases, green, warnings, red } = countCases(report.cases);
  const totals = [
    counted(cases, "case"),
    `✓ ${green} green`,
    `! ${counted(warnings, "warning")}`,
    `✕ ${red} red`,
    `${virtualSeconds(report.cases)} s of virtual time`,
    ...(report.coverage === null ? [] : [`coverage ${percent(report.coverage)}`]),
    ...(report.interrupted ? ["interrupted"] : []),
    ...(report.bailed ? ["ended at the first red case"] : []),
  ];
  const problems = report.problems.map(({ message, hint, location }) => {
    const place = location === null ? "" : [location.file, location.line, location.column].filter((part) => part !== undefined).join(":");
    return `<p class="red">${htmlText([place, message, hint ?? ""].filter((part) => part !== "").join(": "))}</p>`;
  });
  return `<ul class="totals">${totals.map((total) => `<li>${htmlText(total)}</li>`).join("")}</ul>${problems.join("\n")}`;
}

function machineHtml(machine: MachineReport, cases: readonly PlacedCase[]): string {
  const { name, file, graph, saga } = machine;
  const scenarios = cases.filter(({ result }) => result.type === "scenario");
  const matrix = cases.filter(({ result }) => result.type === "matrix");
  return [
    `<section><h2>${htmlText(name)} <span class="soft">${htmlText(file)}</span></h2>`,
    ...(saga ? [] : ["<p>It is no saga: no compensation is declared or found.</p>"]),
    graphSvg(graph),
    ...(matrix.length === 0 ? [] : ["<h3>Fault matrix</h3>", matrixGrid(matrix)]),
    ...(scenarios.length === 0 ? [] : ["<h3>Scenarios</h3>", ...scenarios.map(({ result, id }) => caseHtml(result, id))]),
    ...(matrix.length === 0 ? [] : ["<h3>Cases of the matrix</h3>", ...matrix.map(({ result, id }) => caseHtml(result, id))]),
    coverage(machine),
    "</section>",
  ].join("\n");
}

function coverage({ coverage: items }: MachineReport): string {
  if (items.length === 0) return "";
  const rows = items.map((item) => {
    const seen = item.cases === 0 ? "✕ never" : `✓ ${counted(item.cases, "case")}`;
    return `<tr><td>${htmlText(coverageWords(item))}</td><td class="${item.cases === 0 ? "warning" : "green"}">${seen}</td></tr>`;
  });
  const head = '<th scope="col">what can happen</th><th scope="col">seen in</th>';
  return `<h3>Coverage</h3><div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`;
}
