import { jsonSchemaOf } from "../source/json-schema.ts";
import { configSchema } from "./config-schema.ts";

/** The text of saga.config.schema.json, which ships with the package so that editors complete and check saga.config.yaml. */
export function configJsonSchema(): string {
  return `${JSON.stringify(jsonSchemaOf(configSchema, "saga.config.yaml"), null, 2)}\n`;
}
