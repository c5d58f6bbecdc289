import { expect, test } from "vitest";
import { scenarioJsonSchema } from "../../../src/lib/suite/scenario-json-schema.ts";

test("the schema that ships is the one that checks (vitest -u writes it)", async () => {
  await expect(scenarioJsonSchema()).toMatchFileSnapshot("../../../saga.scenario.schema.json");
});
