/** What `saga-cli lint` can print. */
export const LINT_FORMATS = ["text", "json", "sarif", "github", "junit", "gitlab"] as const;

export type LintFormat = (typeof LINT_FORMATS)[number];

/** A format, and the file that it goes to; standard output where there is none. */
export interface FormatChoice {
  readonly format: LintFormat;
  readonly file: string | undefined;
}
