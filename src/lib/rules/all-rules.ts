import { catchOverwritesInput } from "./catch-overwrites-input.ts";
import { compensationMissingData } from "./compensation-missing-data.ts";
import { compensationNoRetry } from "./compensation-no-retry.ts";
import { resultOverwritesInput } from "./result-overwrites-input.ts";
import type { Rule } from "./rule.ts";

/** Every rule, by id in the order of the alphabet. A new one is an import and a line here. */
export const allRules: readonly Rule[] = [
  catchOverwritesInput,
  compensationMissingData,
  compensationNoRetry, // one line each
  resultOverwritesInput,
];
