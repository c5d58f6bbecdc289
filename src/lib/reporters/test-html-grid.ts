import type { CaseResult } from "../suite/case-result.ts";
import { htmlName, htmlText } from "./html-text.ts";
import { MARKS } from "./test-html-case.ts";

/** A case and the id of its place on the page. */
export interface PlacedCase {
  readonly result: CaseResult;
  readonly id: string;
}

/** The matrix of one machine: a row for each first fault; a mark for the fault alone and one for each case in which something else fails, too. */
export function matrixGrid(cases: readonly PlacedCase[]): string {
  const rows = new Map<string, PlacedCase[]>();
  for (const placed of cases) {
    const first = placed.result.faults[0] ?? "no fault";
    const row = rows.get(first);
    if (row === undefined) rows.set(first, [placed]);
    else row.push(placed);
  }
  const head = ["first fault", "alone", "with another one"].map((title) => `<th scope="col">${title}</th>`).join("");
  return `<div class="wide"><table class="grid"><thead><tr>${head}</tr></thead><tbody>${[...rows].map(gridRow).join("\n")}</tbody></table></div>`;
}

function gridRow([fault, cases]: readonly [string, readonly PlacedCase[]]): string {
  const alone = cases.filter(({ result }) => result.faults.length < 2);
  const others = cases.filter(({ result }) => result.faults.length > 1);
  return `<tr><th scope="row" class="names">${htmlName(fault)}</th><td>${alone.map(mark).join("")}</td><td>${others.map(mark).join("")}</td></tr>`;
}

function mark({ result, id }: PlacedCase): string {
  const { colour, name, outcome } = result;
  const title = htmlText(`${name}: ${outcome} (${colour})`);
  return `<a class="cell ${colour}" href="#${id}" title="${title}" aria-label="${title}">${MARKS[colour]}</a>`;
}
