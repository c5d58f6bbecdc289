import * as fc from "fast-check";
import { describe, test } from "vitest";
import { carrierWriters } from "./carrier-writers.ts";
import { damage } from "./damage.ts";
import { examine } from "./examine.ts";
import { hostileDefinitions } from "./hostile-definitions.ts";

/** In all carriers together, 14,000. */
const INPUTS = 500;

describe.each(carrierWriters)("$name", ({ file, write }) => {
  test("a definition of any shape is linted without an exception or a hang, and every place is in its file", async () => {
    await fc.assert(
      fc.asyncProperty(hostileDefinitions, (definition) => examine(write(definition), file)),
      { numRuns: INPUTS, seed: 4 },
    );
  }, 120_000);

  test("so is a damaged file", async () => {
    await fc.assert(
      fc.asyncProperty(hostileDefinitions, damage, (definition, damaged) => {
        const project = Object.entries(write(definition)).map(([name, text]) => [name, damaged(text)] as const);
        return examine(Object.fromEntries(project), file);
      }),
      { numRuns: INPUTS, seed: 4 },
    );
  }, 120_000);
});
