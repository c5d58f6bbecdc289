/** What `saga-cli test` can write. */
export const TEST_FORMATS = ["text", "json", "junit", "github", "html"] as const;

export type TestFormat = (typeof TEST_FORMATS)[number];
