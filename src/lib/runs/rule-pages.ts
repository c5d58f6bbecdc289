import { fileURLToPath } from "node:url";
import type { Files } from "../base/ports.ts";
import { UserError } from "../base/user-error.ts";
import type { Severity } from "../base/diagnostic.ts";
import { allRules } from "../rules/all-rules.ts";
import { isRuleId, ruleHint } from "../rules/levels.ts";
import type { LintReport } from "./lint-report.ts";
import { findingsOf } from "./lint-report.ts";

/** The Markdown of a rule's page; findings of one family, as `asl/syntax`, share a page. @throws UserError with the near names of a rule that is none. */
export function rulePage(files: Files, id: string): string {
  const family = ["asl", "saga"].includes(id) ? id : isRuleId(id) ? (id.split("/")[0] ?? id) : undefined;
  if (family === undefined) throw new UserError(`There is no rule "${id}"`, ruleHint(id));
  const page = PAGES.map((folder) => files.read(fileURLToPath(new URL(`${family}.md`, folder)))).find((text) => text !== undefined);
  if (page === undefined) throw new UserError(`The page of ${id}, a part of saga-cli, is missing`, "Install saga-cli anew.");
  return page;
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
export function describedRules(files: Files, report: LintReport): readonly DescribedRule[] {
  const levels = new Map<string, Severity>(allRules.map(({ id, severity }) => [id, severity]));
  for (const { rule, severity } of report.files.flatMap(findingsOf)) if (!levels.has(rule)) levels.set(rule, severity);
  return [...levels].map(([id, severity]) => {
    const page = rulePage(files, id);
    return { id, severity, summary: summaryOf(page), page };
  });
}

/** What a page says first under What: one paragraph. */
function summaryOf(page: string): string {
  return /^## What\n+([^\n]+)/m.exec(page)?.[1] ?? "";
}

/** In the sources, beside the bundled program, and beside the library. */
const PAGES: readonly URL[] = (import.meta.url.endsWith(".ts") ? ["../../../"] : ["../../", "../../../../"]).map(
  (root) => new URL(`${root}docs/rules/`, import.meta.url),
);
