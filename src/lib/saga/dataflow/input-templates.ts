import type { State } from "../../asl/ast.ts";
import type { Template } from "../../expr/template.ts";

/** A template of a state. */
export interface InputTemplate {
  readonly template: Template;
  /** Whether its `$` is the state's input (JSONPath); afterwards it is the result of the work. */
  readonly before: boolean;
  /** Whether it makes what the state leaves behind, rather than what it works with. */
  readonly passesOn: boolean;
}

/** The templates of a state that are filled when it runs without a failure, in no order; ResultSelector, which reads the result alone, is none. */
export function inputTemplates(state: State): readonly InputTemplate[] {
  const found: InputTemplate[] = [];
  addThose(found, beforeWork(state), { before: true, passesOn: false });
  addThose(found, afterWork(state), { before: !("resultPath" in state), passesOn: true });
  return found;
}

/** A field that is not there has none. */
function addThose(found: InputTemplate[], templates: readonly Optional[], when: Omit<InputTemplate, "template">): void {
  for (const template of templates) if (template !== undefined) found.push({ template, ...when });
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
  const templates = [state.output, state.assign];
  if (state.type === "Choice") for (const { output, assign } of state.choices) templates.push(output, assign);
  return templates;
}
