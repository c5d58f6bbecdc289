import { jsonSchemaOf } from "../source/json-schema.ts";
import { scenarioSchema } from "./scenario-schema.ts";

/** The text of saga.scenario.schema.json, which ships with the package so that editors complete and check `*.saga.yaml`. */
export function scenarioJsonSchema(): string {
  return `${JSON.stringify(jsonSchemaOf(scenarioSchema, "*.saga.yaml"), null, 2)}\n`;
}
