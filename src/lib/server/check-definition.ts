import type { StateMachine } from "../asl/ast.ts";
import { allStates } from "../asl/graph.ts";
import { parseMachine } from "../asl/parse-machine.ts";
import type { Diagnostic } from "../base/diagnostic.ts";
import type { Node } from "../source/node.ts";
import { parseJson } from "../source/parse-json.ts";
import { ApiError } from "../targets/api-error.ts";

/** The two kinds of state machines. */
export type MachineType = "STANDARD" | "EXPRESS";

/** One thing wrong with a definition, as ValidateStateMachineDefinition reports it. */
export interface DefinitionProblem {
  readonly severity: "ERROR" | "WARNING";
  readonly code: string;
  readonly message: string;
  /** JSON pointer. */
  readonly location: string;
}

/** A definition as far as it could be read, and everything wrong with it, errors first. */
export interface CheckedDefinition {
  readonly machine: StateMachine | undefined;
  readonly problems: readonly DefinitionProblem[];
}

/** Parses a definition (JSON text) and says what is wrong with it. */
export function checkDefinition(definition: string, type: MachineType): CheckedDefinition {
  const { source, root, diagnostics } = parseJson({ file: "definition", text: definition });
  const parsed = root === undefined ? undefined : parseMachine({ source, root });
  const found = [...diagnostics, ...(parsed?.diagnostics ?? [])].map((diagnostic) => problemOf(diagnostic, root));
  const express = type === "EXPRESS" && parsed?.machine ? expressProblems(parsed.machine, root) : [];
  const problems = [...found, ...express].filter(({ severity }) => severity !== "INFO") as readonly DefinitionProblem[];
  return {
    machine: parsed?.machine,
    problems: problems.toSorted((a, b) => (a.severity < b.severity ? -1 : a.severity > b.severity ? 1 : 0)),
  };
}

/** The machine of a definition without errors; else an ApiError that lists them. */
export function requireDefinition(definition: string, type: MachineType): StateMachine {
  const { machine, problems } = checkDefinition(definition, type);
  const errors = problems.filter(({ severity }) => severity === "ERROR");
  if (machine !== undefined && errors.length === 0) return machine;
  const listed = errors.map(({ code, message, location }) => `${code}: ${message} at ${location}`).join(", ");
  throw new ApiError("InvalidDefinition", `Invalid State Machine Definition: '${listed}'`);
}

const CODES: Readonly<Record<string, string>> = {
  "asl/syntax": "INVALID_JSON_DESCRIPTION",
  "asl/unknown-target": "MISSING_TRANSITION_TARGET",
  "asl/duplicate-name": "DUPLICATE_STATE_NAME",
};

function problemOf({ code, severity, message, span, hint }: Diagnostic, root: Node | undefined) {
  return {
    severity: severity === "error" ? "ERROR" : severity === "warning" ? "WARNING" : "INFO",
    code: CODES[code] ?? "SCHEMA_VALIDATION_FAILED",
    message: hint === undefined ? message : `${message}. ${hint}`,
    location: root === undefined ? "/" : pointerTo(root, span.start) || "/",
  };
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-standard-vs-express.html */
function expressProblems(machine: StateMachine, root: Node | undefined) {
  const tasks = [...allStates(machine)].filter((state) => state.type === "Task");
  return tasks.flatMap(({ resource, integration }) => {
    const what = integration.kind === "activity" ? "activities" : PATTERNS[integration.pattern];
    if (what === undefined) return [];
    const message = `Express state machine does not support ${what}`;
    return [problemOf({ code: "asl/schema", severity: "error", message, span: resource.span }, root)];
  });
}

const PATTERNS = {
  "request-response": undefined,
  sync: "'.sync' service integration",
  "sync:2": "'.sync:2' service integration",
  token: "'.waitForTaskToken' service integration",
} as const;

/** The JSON pointer of the innermost value or key at an offset of the text. */
function pointerTo(node: Node, offset: number): string {
  if (node.type === "object") {
    const found = node.members.find(({ keySpan, value }) => keySpan.start <= offset && offset < Math.max(value.span.end, keySpan.end));
    if (found) return `/${escaped(found.key)}${pointerTo(found.value, offset)}`;
  }
  if (node.type === "array") {
    const index = node.items.findIndex(({ span }) => span.start <= offset && offset < span.end);
    const item = node.items[index];
    if (item) return `/${index}${pointerTo(item, offset)}`;
  }
  return "";
}

function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
