import { expect, test } from "vitest";
import { configJsonSchema } from "../../../src/lib/config/config-json-schema.ts";

test("the schema that ships is the one that checks (vitest -u writes it)", async () => {
  await expect(configJsonSchema()).toMatchFileSnapshot("../../../saga.config.schema.json");
});
