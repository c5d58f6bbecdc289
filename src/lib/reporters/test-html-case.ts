import type { JsonValue } from "../base/json.ts";
import type { CaseResult, Problem } from "../suite/case-result.ts";
import type { VisitRecord } from "../suite/observation.ts";
import { htmlName, htmlText } from "./html-text.ts";
import { tableChangeLines } from "./table-changes.ts";
import { NO_PAINT } from "./text-style.ts";

/** What stands for a colour, for those who see none. */
export const MARKS: Readonly<Record<CaseResult["colour"], string>> = { green: "✓", warning: "!", red: "✕" };

/** What is shown of a case, but for the line that runs it again. */
type ShownCase = Omit<CaseResult, "command">;

/** A case that can be opened, and opens where a link leads to it: how it ended, what it did, and how to run it again. */
export function caseHtml(result: CaseResult, id: string): string {
  return [
    `<details${result.colour === "red" ? " open" : ""}><summary>${caseTitle(result)}</summary><div id="${id}">`,
    ...caseBody(result),
    `<pre>${htmlText(result.command)}</pre>`,
    "</div></details>",
  ].join("\n");
}

/** A case in one line: its colour as a mark, its name, and how it ended. */
export function caseTitle({ colour, name, status, outcome, error, virtualMs }: ShownCase): string {
  const end = `${status}, ${outcome}${error === null ? "" : `, ${error}`}; ${virtualMs / 1000} s`;
  const mark = `<span class="mark ${colour}" role="img" aria-label="${colour}">${MARKS[colour]}</span>`;
  return `${mark} <span class="names">${htmlName(name)}</span> <span class="soft">${htmlText(end)}</span>`;
}

/** What is wrong with a case, what it did state by state, and what it changed in the tables. */
export function caseBody(result: ShownCase): readonly string[] {
  const { problems, warnings, remaining, sameAs, visits } = result;
  return [
    ...problems.map(problemHtml),
    ...warnings.map((warning) => `<p>${htmlText(warning)}</p>`),
    ...(remaining.length === 0 ? [] : [`<p>Left to run: ${htmlText(remaining.join(", "))}</p>`]),
    ...(sameAs === null ? [] : [`<p class="soft">The same execution as ${htmlText(sameAs)}.</p>`]),
    timeline(visits),
    tables(result),
  ];
}

function problemHtml({ message, location, expected, actual }: Problem): string {
  const place = location === undefined ? "" : `${location.file}:${location.line}:${location.column}: `;
  const values = expected === undefined && actual === undefined ? "" : sideBySide(expected ?? null, actual ?? null);
  return `<p>${htmlText(`${place}${message}`)}</p>${values}`;
}

function sideBySide(expected: JsonValue, actual: JsonValue): string {
  return `<div class="pair"><div><span class="soft">expected</span>${json(expected)}</div><div><span class="soft">actual</span>${json(actual)}</div></div>`;
}

function json(value: JsonValue): string {
  const lines = JSON.stringify(value, null, 2).split("\n").map(htmlText);
  return `<pre>${lines.join("\n")}</pre>`;
}

const HEAD = ["at", "took", "state", "tried", "ended", "went on to"].map((title) => `<th scope="col">${title}</th>`).join("");

function timeline(visits: readonly VisitRecord[]): string {
  if (visits.length === 0) return "";
  const rows = visits.map(({ state, iteration, from, to, attempts, failure, next }) => {
    const place = iteration === null ? state : `${iteration}/${state}`;
    const tried = attempts > 1 ? `${attempts} attempts` : "";
    const end = failure === null ? "" : `${failure.unknown ? "unknown" : "failed"}${failure.error === null ? "" : `: ${failure.error}`}`;
    const cells = [`+${from / 1000} s`, `${(to - from) / 1000} s`, place, tried, end, next === null ? "" : `→ ${next}`];
    return `<tr>${cells.map((cell) => `<td>${htmlText(cell)}</td>`).join("")}</tr>`;
  });
  return `<div class="wide"><table class="timeline"><thead><tr>${HEAD}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`;
}

function tables({ changes, residue }: ShownCase): string {
  if (changes === null) return "";
  const title = residue.length > 0 ? "Left in the tables" : "Tables";
  const lines = tableChangeLines(changes, { width: 100, paint: NO_PAINT, includeData: false });
  return `<p>${title}</p><pre>${lines.map((line) => htmlText(line.slice(2))).join("\n")}</pre>`;
}
