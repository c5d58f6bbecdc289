import type { Severity } from "../base/diagnostic.ts";
import { didYouMean } from "../base/near-names.ts";
import { UserError } from "../base/user-error.ts";
import { allRules } from "./all-rules.ts";

/** How much a rule's findings matter, or that there are to be none. */
export type Level = Severity | "off";

/** Levels that a person chose, by rule id. */
export type Levels = Readonly<Record<string, Level>>;

/** What the findings of a rule count as: the person's word, else the finding's own; undefined where it is off. */
export function severityOf(levels: Levels, rule: string, own: Severity): Severity | undefined {
  const chosen = Object.hasOwn(levels, rule) ? levels[rule] : undefined;
  return chosen === "off" ? undefined : (chosen ?? own);
}

/** The ids that a person can have meant: rules, what parsers say of the language (`asl/…`), and what declarations earn (`saga/…`). */
export function isRuleId(id: string): boolean {
  return /^asl\/[a-z][a-z-]*$/.test(id) || SAGA_IDS.includes(id) || allRules.some((rule) => rule.id === id);
}

/** What a person who named no rule may have meant. */
export function ruleHint(id: string): string {
  return didYouMean(id, [...allRules.map((rule) => rule.id), ...SAGA_IDS]);
}

/** Levels whose ids are rules. @throws UserError with the near names of one that is none; `where` says who names it. */
export function checkLevels(levels: Levels, where: string): Levels {
  const wrong = Object.keys(levels).find((id) => !isRuleId(id));
  if (wrong !== undefined) throw new UserError(`${where} names "${wrong}", and there is no such rule`, ruleHint(wrong));
  return levels;
}

const SAGA_IDS: readonly string[] = ["saga/declaration", "saga/directive", "saga/suppression"];
