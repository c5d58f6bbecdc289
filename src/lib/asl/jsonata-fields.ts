import type { Template } from "../expr/template.ts";
import type { State } from "./ast.ts";

/** A template of a JSONata state, and what of `$states` it may read beside `input` and `context`. */
export interface JsonataField {
  readonly template: Template | undefined;
  readonly reads: "nothing more" | "result" | "errorOutput";
}

/**
 * Every template of a state that may hold JSONata; those of its nested flows are not looked into.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html#reserved-variable-states
 */
export function jsonataFields(state: State): readonly JsonataField[] {
  const plain = plainTemplates(state).map((template) => ({ template, reads: "nothing more" }) as const);
  if (!("catch" in state)) return plain;
  const results = [state.output, state.assign].map((template) => ({ template, reads: "result" }) as const);
  const failures = state.catch.flatMap(({ output, assign }) => [output, assign]);
  return [...plain, ...results, ...failures.map((template) => ({ template, reads: "errorOutput" }) as const)];
}

function plainTemplates(state: State): readonly (Template | undefined)[] {
  switch (state.type) {
    case "Task":
      return [state.arguments, state.timeoutSeconds, state.heartbeatSeconds];
    case "Pass":
    case "Succeed":
      return outputs(state);
    case "Wait":
      return [state.until, ...outputs(state)];
    case "Fail":
      return [state.error, state.cause];
    case "Choice": {
      const rules = state.choices.flatMap(({ condition, output, assign }) => [
        condition.type === "jsonata" ? condition.expression : undefined,
        output,
        assign,
      ]);
      return [...rules, ...outputs(state)];
    }
    case "Parallel":
      return [state.arguments];
    case "Map":
      return [
        state.items,
        state.itemSelector,
        state.maxConcurrency,
        state.toleratedFailureCount,
        state.toleratedFailurePercentage,
        state.itemReader?.arguments,
        state.itemReader?.config,
        state.itemBatcher?.maxItemsPerBatch,
        state.itemBatcher?.maxInputBytesPerBatch,
        state.itemBatcher?.batchInput,
        state.resultWriter?.arguments,
      ];
  }
}

function outputs(state: Extract<State, { type: "Pass" | "Succeed" | "Wait" | "Choice" }>): readonly (Template | undefined)[] {
  return [state.output, state.assign];
}
