import type { State } from "../asl/ast.ts";
import type { Template } from "../expr/template.ts";

/** A template of a state. */
export interface InputTemplate {
  readonly template: Template;
  /** Whether its `$` is the state's input (JSONPath); afterwards it is the result of the work. */
  readonly before: boolean;
}

/** The templates of a state that are filled when it runs without a failure, in no order; ResultSelector, which reads the result alone, is none. */
export function inputTemplates(state: State): readonly InputTemplate[] {
  const works = "resultPath" in state;
  return [
    ...beforeWork(state).map((template) => ({ template, before: true })),
    ...afterWork(state).map((template) => ({ template, before: !works })),
  ].flatMap(({ template, before }) => (template ? [{ template, before }] : []));
}

type Optional = Template | undefined;

function beforeWork(state: State): readonly Optional[] {
  switch (state.type) {
    case "Task":
      return [state.arguments, state.timeoutSeconds, state.heartbeatSeconds, state.credentials];
    case "Pass":
    case "Parallel":
      return [state.arguments];
    case "Map": {
      const { itemReader, itemBatcher, resultWriter } = state;
      const limits = [state.maxConcurrency, state.toleratedFailureCount, state.toleratedFailurePercentage];
      const batches = [itemBatcher?.batchInput, itemBatcher?.maxItemsPerBatch, itemBatcher?.maxInputBytesPerBatch];
      const calls = [itemReader?.arguments, itemReader?.config, resultWriter?.arguments, resultWriter?.config];
      return [state.items, state.itemSelector, state.arguments, ...limits, ...batches, ...calls];
    }
    case "Wait":
      return [state.until];
    case "Fail":
      return [state.error, state.cause];
    case "Choice":
    case "Succeed":
      return [];
  }
}

function afterWork(state: State): readonly Optional[] {
  if (state.type === "Fail") return [];
  const rules = state.type === "Choice" ? state.choices.flatMap(({ output, assign }) => [output, assign]) : [];
  return [state.output, state.assign, ...rules];
}
