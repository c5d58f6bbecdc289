import type { MachineReport } from "../suite/suite-report.ts";
import { htmlName, htmlText } from "./html-text.ts";
import { coverageWords } from "./test-coverage-text.ts";
import { counted } from "./counted.ts";
import { caseHtml, MARKS } from "./test-html-case.ts";
import { graphSvg } from "./test-html-graph.ts";
import type { PlacedCase } from "./test-html-grid.ts";
import { matrixGrid } from "./test-html-grid.ts";

/** One machine: which cases are not green, its states, its matrix, every case, and what they have covered. */
export function machineHtml(
  machine: MachineReport,
  cases: readonly PlacedCase[],
  { hasCoverage }: { readonly hasCoverage: boolean },
): string {
  const scenarios = cases.filter(({ result }) => result.type === "scenario");
  const matrix = cases.filter(({ result }) => result.type === "matrix");
  return [
    "<section>",
    machineTitle(machine),
    ...(machine.saga ? [] : ["<p>It is no saga: no compensation is declared or found.</p>"]),
    ...lookAt(cases),
    graphSvg(machine.graph),
    ...(matrix.length === 0 ? [] : ["<h3>Fault matrix</h3>", matrixGrid(matrix)]),
    ...(scenarios.length === 0 ? [] : ["<h3>Scenarios</h3>", ...scenarios.map(({ result, id }) => caseHtml(result, id))]),
    ...(matrix.length === 0 ? [] : ["<h3>Cases of the matrix</h3>", ...matrix.map(({ result, id }) => caseHtml(result, id))]),
    ...(hasCoverage ? coverage(machine) : []),
    "</section>",
  ].join("\n");
}

/** The heading of a machine: its name and its file. */
export function machineTitle({ name, file }: Pick<MachineReport, "name" | "file">): string {
  return `<h2>${htmlText(name)} <span class="soft">${htmlText(file)}</span></h2>`;
}

/** Links to the cases that are not green. */
function lookAt(cases: readonly PlacedCase[]): readonly string[] {
  const items = cases.flatMap(({ result: { colour, name, outcome }, id }) =>
    colour === "green"
      ? []
      : [
          `<li><span class="mark ${colour}" role="img" aria-label="${colour}">${MARKS[colour]}</span> <a class="names" href="#${id}">${htmlName(name)}</a> <span class="soft">${htmlText(outcome)}</span></li>`,
        ],
  );
  return items.length === 0 ? [] : ["<h3>Not green</h3>", `<ul class="plain">${items.join("\n")}</ul>`];
}

function coverage({ coverage: items }: MachineReport): readonly string[] {
  if (items.length === 0) return [];
  const rows = items.map((item) => {
    const seen = item.cases === 0 ? "✕ never" : `✓ ${counted(item.cases, "case")}`;
    return `<tr><td>${htmlText(coverageWords(item))}</td><td class="short ${item.cases === 0 ? "warning" : "green"}">${seen}</td></tr>`;
  });
  const head = '<th scope="col">what can happen</th><th scope="col">seen in</th>';
  return ["<h3>Coverage</h3>", `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`];
}
