/** What `saga-cli lint` can print. */
export const LINT_FORMATS = ["text", "json", "sarif", "github", "junit", "gitlab"] as const;

export type LintFormat = (typeof LINT_FORMATS)[number];
