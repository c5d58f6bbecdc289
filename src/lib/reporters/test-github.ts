import type { Location } from "../base/span.ts";
import type { CaseResult } from "../suite/case-result.ts";
import type { SuiteReport } from "../suite/suite-report.ts";

/** Annotations of a GitHub Actions log, one for each case that is not green and each file that could not be used. https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
export function testGithub({ cases, problems }: SuiteReport): string {
  const lines = [
    ...problems.map(({ message, hint, location }) => annotation("error", "saga-cli test", location, [message, hint ?? ""])),
    ...cases.filter(({ colour }) => colour !== "green").map(caseAnnotation),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function caseAnnotation({ colour, machine, name, problems, warnings, command, location }: CaseResult): string {
  const sentences = [...problems.map(({ message }) => message), ...warnings, command];
  const place = problems.find((problem) => problem.location !== undefined)?.location ?? location;
  return annotation(colour === "red" ? "error" : "warning", `${machine}: ${name}`, place, sentences);
}

function annotation(level: "error" | "warning", title: string, location: Partial<Location> | null, sentences: readonly string[]): string {
  const { file, line, column } = location ?? {};
  const place = [
    ["file", file],
    ["line", line],
    ["col", column],
    ["title", title],
  ] as const;
  const properties = place.flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${escapeProperty(String(value))}`])).join(",");
  return `::${level} ${properties}::${escapeData(sentences.filter((text) => text !== "").join("\n"))}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
