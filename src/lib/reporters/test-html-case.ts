import type { JsonValue } from "../base/json.ts";
import type { CaseResult, Problem } from "../suite/case-result.ts";
import type { VisitRecord } from "../suite/observation.ts";
import { htmlText } from "./html-text.ts";
import { tableChangeLines } from "./table-changes.ts";
import { NO_PAINT } from "./text-style.ts";

/** What stands for a colour, for those who see none. */
export const MARKS: Readonly<Record<CaseResult["colour"], string>> = { green: "✓", warning: "!", red: "✕" };

/** A case that can be opened: what is wrong with it, what it did state by state, what it left in the tables, and how to run it again. */
export function caseHtml(result: CaseResult, id: string): string {
  const { colour, name, status, outcome, error, virtualMs, sameAs } = result;
  const end = `${status}, ${outcome}${error === null ? "" : `, ${error}`}; ${virtualMs / 1000} s`;
  return [
    `<details id="${id}"${colour === "red" ? " open" : ""}><summary><span class="mark ${colour}" role="img" aria-label="${colour}">${MARKS[colour]}</span> <span class="names">${htmlText(name)}</span> <span class="soft">${htmlText(end)}</span></summary>`,
    ...result.problems.map(problemHtml),
    ...result.warnings.map((warning) => `<p>${htmlText(warning)}</p>`),
    ...(result.remaining.length === 0 ? [] : [`<p>Left to run: ${htmlText(result.remaining.join(", "))}</p>`]),
    ...(sameAs === null ? [] : [`<p class="soft">The same execution as ${htmlText(sameAs)}.</p>`]),
    timeline(result.visits),
    tables(result),
    `<pre>${htmlText(result.command)}</pre>`,
    "</details>",
  ].join("\n");
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

function timeline(visits: readonly VisitRecord[]): string {
  if (visits.length === 0) return "";
  const rows = visits.map(({ state, iteration, from, to, attempts, failure, next }) => {
    const place = iteration === null ? state : `${iteration}/${state}`;
    const tried = attempts > 1 ? `${attempts} attempts` : "";
    const end = failure === null ? "" : `${failure.unknown ? "unknown" : "failed"}${failure.error === null ? "" : `: ${failure.error}`}`;
    const cells = [`+${from / 1000} s`, `${(to - from) / 1000} s`, place, tried, end, next === null ? "" : `→ ${next}`];
    return `<tr>${cells.map((cell) => `<td>${htmlText(cell)}</td>`).join("")}</tr>`;
  });
  const head = ["at", "took", "state", "tried", "ended", "went on to"].map((title) => `<th scope="col">${title}</th>`).join("");
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`;
}

function tables({ changes, residue }: CaseResult): string {
  if (changes === null) return "";
  const title = residue.length > 0 ? "Left in the tables" : "Tables";
  const lines = tableChangeLines(changes, { width: 100, paint: NO_PAINT, includeData: false });
  return `<p>${title}</p><pre>${lines.map(htmlText).join("\n")}</pre>`;
}
