import type { Rule } from "../rules/rule.ts";
import { columns } from "./columns.ts";
import type { Layout } from "./text-style.ts";

/** Every rule with its level, and how to read more of one. Ends with a newline. */
export function ruleListText(rules: readonly Pick<Rule, "id" | "severity">[], { width, paint }: Layout): string {
  const tones = { error: paint.red, warning: paint.yellow, info: paint.cyan };
  const rows = rules.map(({ id, severity }) => [{ text: id }, { text: severity, paint: tones[severity] }]);
  return `${[...columns(rows, width), "", "saga-cli explain RULE prints the page of one; asl is the language, saga its declarations."].join("\n")}\n`;
}
