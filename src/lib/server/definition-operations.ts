import { definitionField } from "./api-fields.ts";
import { checkDefinition } from "./check-definition.ts";
import type { Operation } from "./operation.ts";
import { operation } from "./operation.ts";
import { number, required, word } from "./parameters.ts";

const fields = {
  definition: required(definitionField),
  type: word("STANDARD", "EXPRESS"),
  severity: word("ERROR", "WARNING"),
  maxResults: number({ min: 0, max: 100 }),
};

const DEFAULT_RESULTS = 100;

/** What is wrong with a definition, without creating anything. */
export const definitionOperations: Readonly<Record<string, Operation>> = {
  ValidateStateMachineDefinition: operation(fields, async ({ definition, type = "STANDARD", severity = "ERROR", maxResults }) => {
    const { problems } = await checkDefinition(definition, type);
    const wanted = problems.filter((problem) => severity === "WARNING" || problem.severity === "ERROR");
    const diagnostics = wanted.slice(0, maxResults === undefined || maxResults === 0 ? DEFAULT_RESULTS : maxResults);
    return {
      result: problems.some((problem) => problem.severity === "ERROR") ? "FAIL" : "OK",
      diagnostics: diagnostics.map((problem) => ({ ...problem })),
      truncated: diagnostics.length < wanted.length,
    };
  }),
};
