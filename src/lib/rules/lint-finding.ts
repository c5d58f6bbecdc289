import type { Diagnostic, Severity } from "../base/diagnostic.ts";
import type { Finding } from "./rule.ts";

/** What lint reports: a rule's finding, or one of the language's or a declaration's, at the level that holds for it. */
export interface LintFinding extends Omit<Finding, "severity">, Pick<Diagnostic, "source" | "declaration"> {
  /** Id of the rule, `asl/…` of the language, `saga/…` of declarations and suppressions. */
  readonly rule: string;
  readonly severity: Severity;
}
