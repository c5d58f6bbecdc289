import type { State } from "../asl/ast.ts";
import type { Template } from "../expr/template.ts";
import { sourceInTemplate } from "./dataflow/data-source.ts";
import type { StepData } from "./model.ts";

/** What the state's task is called with and what it leaves to the next state, read from its fields. */
export function stepData(state: State): StepData {
  const template = argumentsOf(state);
  if (template === undefined) return { readsInput: state.queryLanguage === "JSONPath", variables: NONE, keepsInput: keepsInput(state) };
  const reads: Reads = { input: false, variables: new Set() };
  addReads(reads, template);
  return { readsInput: reads.input, variables: [...reads.variables], keepsInput: keepsInput(state) };
}

function argumentsOf(state: State): Template | undefined {
  switch (state.type) {
    case "Task":
    case "Pass":
    case "Parallel":
    case "Map":
      return state.arguments;
    default:
      return undefined;
  }
}

const NONE: readonly string[] = [];

function keepsInput(state: State): boolean {
  if (state.type !== "Task" && state.type !== "Pass") return false;
  if (state.queryLanguage === "JSONata") return state.output !== undefined && isInput(state.output);
  if (state.inputPath !== undefined || state.outputPath !== undefined) return false;
  return state.resultPath === null || (state.resultPath !== undefined && state.resultPath.segments.length > 0);
}

/** Whether the Output is the input as a whole, whatever it adds to it. */
function isInput(output: Template): boolean {
  const source = sourceInTemplate(output, [], () => ({ type: "unknown" }));
  return source.type === "input" && source.demand.variable === null && source.demand.keys.length === 0;
}

interface Reads {
  input: boolean;
  readonly variables: Set<string>;
}

function addReads(reads: Reads, template: Template): void {
  switch (template.type) {
    case "literal":
      return;
    case "path":
      return addTextReads(reads, template.path.text, INPUT);
    case "intrinsic":
      return addTextReads(reads, template.call.text, INPUT);
    case "jsonata":
      return addTextReads(reads, template.source, JSONATA_INPUT);
    case "object":
      for (const { value } of template.entries) addReads(reads, value);
      return;
    case "array":
      for (const item of template.items) addReads(reads, item);
  }
}

/** `$.a` reads the input, `$$.a` the context, `$name` a variable. */
const INPUT = /(?<!\$)\$(?![\w$])/;
const JSONATA_INPUT = /\$states\.input\b|\$\$?(?![\w$])/;
const VARIABLE = /(?<!\$)\$([A-Za-z_]\w*)(?!\w|\()/g;

function addTextReads(reads: Reads, text: string, input: RegExp): void {
  reads.input ||= input.test(text);
  for (const [, name = ""] of text.matchAll(VARIABLE)) if (name !== "states") reads.variables.add(name);
}
