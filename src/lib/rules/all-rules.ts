import { compensationNoRetry } from "./compensation-no-retry.ts";
import type { Rule } from "./rule.ts";

/** Every rule, by id in the order of the alphabet. A new one is an import and a line here. */
export const allRules: readonly Rule[] = [
  compensationNoRetry, // one line each
];
