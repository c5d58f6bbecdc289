import type { Severity } from "../base/diagnostic.ts";
import { didYouMean, nearNames } from "../base/near-names.ts";
import { UserError } from "../base/user-error.ts";
import { allRules } from "./all-rules.ts";
import { DECLARATION_IDS, LANGUAGE_IDS } from "./language-ids.ts";

/** How much a rule's findings matter, or that there are to be none. */
export type Level = Severity | "off";

/** Levels that a person chose, by rule id. */
export type Levels = Readonly<Record<string, Level>>;

/** What the findings of a rule count as: the person's word, else the finding's own; undefined where it is off. */
export function severityOf(levels: Levels, rule: string, own: Severity): Severity | undefined {
  const chosen = Object.hasOwn(levels, rule) ? levels[rule] : undefined;
  return chosen === "off" ? undefined : (chosen ?? own);
}

/** Whether findings can have this id. */
export function isRuleId(id: string): boolean {
  return ruleIds().includes(id);
}

/** What a person who named no rule may have meant. */
export function ruleHint(id: string): string {
  return nearNames(id, ruleIds()).length === 0 ? "saga-cli explain lists the rules." : didYouMean(id, ruleIds());
}

/** Levels whose ids are rules. @throws UserError with the near names of one that is none; `where` says who names it. */
export function checkLevels(levels: Levels, where: string): Levels {
  const wrong = Object.keys(levels).find((id) => !isRuleId(id));
  if (wrong !== undefined) throw new UserError(`${where} names "${wrong}", and there is no such rule`, ruleHint(wrong));
  return levels;
}

function ruleIds(): readonly string[] {
  return [...allRules.map((rule) => rule.id), ...LANGUAGE_IDS, ...DECLARATION_IDS];
}
