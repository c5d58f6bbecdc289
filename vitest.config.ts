import type { ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = {
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/build-once.ts"],
    // Nothing here is timed: a machine that does other work as well may take its time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One core would be left idle: half of a machine that has two.
    maxWorkers: "100%",
    coverage: { provider: "v8", include: ["src/**/*.ts"], reporter: ["text-summary"] },
  },
};

// oxlint-disable-next-line import/no-default-export -- vitest asks for one
export default config;
