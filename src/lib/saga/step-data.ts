import type { State } from "../asl/ast.ts";
import type { Template } from "../expr/template.ts";
import type { StepData } from "./model.ts";

/** What the state's task is called with and what it leaves to the next state, read from its fields. */
export function stepData(state: State): StepData {
  const template = "arguments" in state ? state.arguments : undefined;
  const reads = template === undefined ? { input: state.queryLanguage === "JSONPath", variables: [] } : readsOf(template);
  return { readsInput: reads.input, variables: [...new Set(reads.variables)], keepsInput: keepsInput(state) };
}

function keepsInput(state: State): boolean {
  if (state.type !== "Task" && state.type !== "Pass") return false;
  if (state.queryLanguage === "JSONata") return state.output?.type === "jsonata" && state.output.source === "$states.input";
  if (state.inputPath !== undefined || state.outputPath !== undefined) return false;
  return state.resultPath === null || (state.resultPath !== undefined && state.resultPath.segments.length > 0);
}

interface Reads {
  readonly input: boolean;
  readonly variables: readonly string[];
}

function readsOf(template: Template): Reads {
  switch (template.type) {
    case "literal":
      return { input: false, variables: [] };
    case "path":
      return readsOfText(template.path.text);
    case "intrinsic":
      return readsOfText(template.call.text);
    case "jsonata":
      return { input: /\$states\.input\b|\$\$?(?![\w$])/.test(template.source), variables: variablesIn(template.source) };
    case "object":
      return merge(template.entries.map(({ value }) => readsOf(value)));
    case "array":
      return merge(template.items.map(readsOf));
  }
}

/** `$.a` reads the input, `$$.a` the context, `$name` a variable. */
function readsOfText(text: string): Reads {
  return { input: /(?<!\$)\$(?![\w$])/.test(text), variables: variablesIn(text) };
}

function variablesIn(text: string): readonly string[] {
  return [...text.matchAll(/(?<!\$)\$([A-Za-z_]\w*)(?!\w|\()/g)].map(([, name = ""]) => name).filter((name) => name !== "states");
}

function merge(reads: readonly Reads[]): Reads {
  return { input: reads.some(({ input }) => input), variables: reads.flatMap(({ variables }) => variables) };
}
