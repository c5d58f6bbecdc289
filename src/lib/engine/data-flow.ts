import type { Catcher, QueryLanguage } from "../asl/ast.ts";
import type { JsonObject, JsonValue } from "../base/json.ts";
import type { Evaluated } from "../expr/evaluated.ts";
import type { JsonPath } from "../expr/json-path.ts";
import type { Template } from "../expr/template.ts";
import { jsonPathFlow } from "./json-path-flow.ts";
import { jsonataFlow } from "./jsonata-flow.ts";
import type { Eventual } from "./step.ts";
import type { Visit } from "./visit.ts";

/** What one query language does with a state's data. This is the only place where the engine knows that there are two. */
export interface DataFlow {
  /** The field that shapes what a Task or Parallel is called with. */
  readonly argumentsField: "Parameters" | "Arguments";
  /** What the state works on: its input after InputPath. */
  readonly selectInput: (visit: Visit) => Evaluated<JsonValue>;
  /** The value of a payload template; `field` names it in errors. */
  readonly evaluate: (visit: Visit, template: Template, focus: Focus, field: string) => Eventual<Evaluated<JsonValue>>;
  /** What a state passes on when it succeeds. */
  readonly complete: (visit: Visit, fields: OutputFields, focus: Focus) => Eventual<Evaluated<StateOutput>>;
  /** What a state passes on to the target of a catcher. */
  readonly completeCaught: (visit: Visit, catcher: Catcher, focus: Focus) => Eventual<Evaluated<StateOutput>>;
}

/** What expressions speak of: the later ones exist only after the state has worked or failed. */
export interface Focus {
  readonly input: JsonValue;
  readonly result?: JsonValue;
  readonly errorOutput?: JsonValue;
}

/** The fields that shape a state's output; which of them exist depends on state type and language. */
export interface OutputFields {
  readonly resultSelector?: Template | undefined;
  readonly resultPath?: JsonPath | null | undefined;
  readonly outputPath?: JsonPath | null | undefined;
  readonly output?: Template | undefined;
  readonly assign?: Template | undefined;
}

/** What leaves a state: its output, and the variables that it assigned. */
export interface StateOutput {
  readonly output: JsonValue;
  readonly assigned: JsonObject | undefined;
}

/** The data flow of a query language. */
export function dataFlow(language: QueryLanguage): DataFlow {
  return language === "JSONPath" ? jsonPathFlow : jsonataFlow;
}
