import { allRules } from "../../../src/lib/rules/all-rules.ts";
import type { Levels } from "../../../src/lib/rules/levels.ts";

/** Levels with every rule off but these, so that a test of lint is not about all of them. */
export function onlyRules(...ids: readonly string[]): Levels {
  return Object.fromEntries(allRules.filter(({ id }) => !ids.includes(id)).map(({ id }) => [id, "off"]));
}
