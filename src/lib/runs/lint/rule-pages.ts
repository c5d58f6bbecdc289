import { fileURLToPath } from "node:url";
import { UserError } from "../../base/user-error.ts";
import type { Severity } from "../../base/diagnostic.ts";
import { allRules } from "../../rules/all-rules.ts";
import { isRuleId, ruleHint } from "../../rules/levels.ts";
import { diskFiles } from "../disk-files.ts";
import type { LintReport } from "./lint-report.ts";
import { findingsOf } from "./lint-report.ts";

/** Pages that several ids share: the language's, and that of declarations and suppressions. */
const FAMILIES: ReadonlySet<string> = new Set(["asl", "saga"]);

/** The Markdown of a rule's page: of one that several ids share, what it says of this one. @throws UserError with the near names of a rule that is none. */
export function rulePage(id: string): string {
  if (!isRuleId(id) && !FAMILIES.has(id)) throw new UserError(`There is no rule "${id}"`, ruleHint(id));
  const [name = id] = id.split("/");
  const page = diskFiles.read(fileURLToPath(new URL(`${name}.md`, FOLDER)));
  if (page === undefined) throw new UserError(`The page of ${id}, a part of saga-cli, is missing`, "Install saga-cli anew.");
  return FAMILIES.has(id) || name === id ? page : partOf(page, id);
}

/** What a shared page says of one id: its line of the table, and its own section, or else all that holds for each of them. */
function partOf(page: string, id: string): string {
  const row = page.split("\n").find((line) => line.startsWith(`| \`${id}\` `)) ?? "";
  const [, , level = "", what = ""] = row.split("|").map((cell) => cell.trim());
  const [, own] = page.split(`\n### ${id}\n\n`);
  const body = own === undefined ? page.slice(page.indexOf("## Why")) : `${own.split("\n### ")[0]?.trimEnd()}\n`;
  return `# ${id}\n\nLevel: ${level}.\n\n## What\n\n${what.charAt(0).toUpperCase()}${what.slice(1)}.\n\n${body}`;
}

/** A rule as reports describe it. */
export interface DescribedRule {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  /** Markdown. */
  readonly page: string;
}

/** Every rule with its page, and whatever else the report names. */
export function describedRules(report: LintReport): readonly DescribedRule[] {
  const levels = new Map<string, Severity>(allRules.map(({ id, severity }) => [id, severity]));
  for (const { rule, severity } of report.files.flatMap(findingsOf)) if (!levels.has(rule)) levels.set(rule, severity);
  return [...levels].map(([id, severity]) => {
    const page = rulePage(id);
    return { id, severity, summary: summaryOf(page), page };
  });
}

/** What a page says first under What: one paragraph. */
function summaryOf(page: string): string {
  return /^## What\n+([^\n]+)/m.exec(page)?.[1] ?? "";
}

/** Of the sources, or of the package that the bundles of the program and the library lie in. */
const FOLDER = new URL(`${import.meta.url.endsWith(".ts") ? "../../../../" : "../../"}docs/rules/`, import.meta.url);
