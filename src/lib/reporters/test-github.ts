import type { Location } from "../base/span.ts";
import type { CaseResult } from "../suite/case-result.ts";
import type { SuiteReport } from "../suite/suite-report.ts";
import { githubAnnotation } from "./github-annotation.ts";

/** Annotations of a GitHub Actions log, one for each case that is not green and each file that could not be used. */
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
  return githubAnnotation(level, { file, line, col: column, title }, sentences);
}
