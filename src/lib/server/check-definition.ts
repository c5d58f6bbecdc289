import type { MachineType, StateMachine } from "../asl/ast.ts";
import { parseMachine } from "../asl/parse-machine.ts";
import { readMachine } from "../asl/read-machine.ts";
import type { Diagnostic } from "../base/diagnostic.ts";
import { withHint } from "../base/with-hint.ts";
import type { Node } from "../source/node.ts";
import { parseJson } from "../source/parse-json.ts";
import { ApiError } from "../targets/embedded/api-error.ts";

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

/** Parses a definition (JSON text) with its JSONata and says what is wrong with it. */
export async function checkDefinition(definition: string, type: MachineType): Promise<CheckedDefinition> {
  const { source, root, diagnostics } = parseJson({ file: "definition", text: definition });
  const read = root === undefined ? undefined : await readMachine({ source, root, type });
  const problems = [...diagnostics, ...(read?.diagnostics ?? [])].flatMap((diagnostic) => problemOf(diagnostic, root) ?? []);
  return {
    machine: read?.machine,
    problems: problems.toSorted((a, b) => (a.severity < b.severity ? -1 : a.severity > b.severity ? 1 : 0)),
  };
}

/** The machine of a definition without errors; else an ApiError that lists them. */
export async function requireDefinition(definition: string, type: MachineType): Promise<StateMachine> {
  const { machine, problems } = await checkDefinition(definition, type);
  const errors = problems.filter(({ severity }) => severity === "ERROR");
  if (machine !== undefined && errors.length === 0) return machine;
  const listed = errors.map(({ code, message, location }) => `${code}: ${message} at ${location}`).join(", ");
  throw new ApiError("InvalidDefinition", `Invalid State Machine Definition: '${listed}'`);
}

/** The machine of a definition that was checked before; undefined where there is none in it. */
export function knownDefinition(definition: string, type: MachineType): StateMachine | undefined {
  const { source, root } = parseJson({ file: "definition", text: definition });
  return root && parseMachine({ source, root, type }).machine;
}

/** AWS's codes: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html */
const CODES: Readonly<Record<string, string>> = {
  "asl/syntax": "INVALID_JSON_DESCRIPTION",
  "asl/unknown-target": "MISSING_TRANSITION_TARGET",
  "asl/unreachable-state": "MISSING_TRANSITION_TARGET",
  "asl/no-terminal-state": "MISSING_END_STATE",
  "asl/duplicate-name": "DUPLICATE_STATE_NAME",
  "asl/label": "INVALID_LABEL_NAME",
  "asl/invalid-jsonata": "INVALID_JSONATA_EXPRESSION",
  "asl/unsupported-jsonata": "UNSUPPORTED_JSONATA_EXPRESSION",
  "asl/invalid-variable": "INVALID_VARIABLE_NAME",
  "asl/duplicate-variable": "DUPLICATE_VARIABLE_NAME",
  "asl/no-dollar": "NO_DOLLAR",
  "asl/no-path": "NO_PATH",
  "asl/static-result": "PASS_RESULT_IS_STATIC",
};

const SEVERITIES = { error: "ERROR", warning: "WARNING", info: undefined } as const;

function problemOf({ code, severity, message, span, hint }: Diagnostic, root: Node | undefined): DefinitionProblem | undefined {
  const shown = SEVERITIES[severity];
  return (
    shown && {
      severity: shown,
      code: CODES[code] ?? "SCHEMA_VALIDATION_FAILED",
      message: withHint({ message, hint }),
      location: root === undefined ? "/" : pointerTo(root, span.start) || "/",
    }
  );
}

/** The JSON pointer of the innermost value or key at an offset of the text. */
function pointerTo(node: Node, offset: number): string {
  if (node.type === "object") {
    const found = node.members.find(({ start, end, value }) => start <= offset && offset < Math.max(value.end, end));
    if (found) return `/${escaped(found.key)}${pointerTo(found.value, offset)}`;
  }
  if (node.type === "array") {
    const index = node.items.findIndex(({ start, end }) => start <= offset && offset < end);
    const item = node.items[index];
    if (item) return `/${index}${pointerTo(item, offset)}`;
  }
  return "";
}

function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
