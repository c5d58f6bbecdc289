/** What `saga-cli test` can write. */
export const TEST_FORMATS = ["text", "json", "junit", "github", "html"] as const;

export type TestFormat = (typeof TEST_FORMATS)[number];

/** A format, and the file that it goes to; standard output where there is none. */
export interface TestFormatChoice {
  readonly format: TestFormat;
  readonly file: string | undefined;
}
