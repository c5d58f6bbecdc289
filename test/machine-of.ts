import type { StateMachine } from "../src/lib/asl/ast.ts";
import { parseMachine } from "../src/lib/asl/parse-machine.ts";
import type { Diagnostic } from "../src/lib/base/diagnostic.ts";
import type { SourceText } from "../src/lib/base/span.ts";
import { parseJson } from "../src/lib/source/parse-json.ts";

/** A definition written as an object, and what the parser makes of it; every line of its text is one field. */
export function parseDefinition(definition: object): {
  readonly source: SourceText;
  readonly machine: StateMachine | undefined;
  readonly diagnostics: readonly Diagnostic[];
} {
  const source = { file: "order.asl.json", text: JSON.stringify(definition, null, 2) };
  const { root } = parseJson(source);
  if (root === undefined) throw new Error("The definition is empty");
  return { source, ...parseMachine({ source, root }) };
}

/** What AWS refuses although it does a run no harm, and what short definitions leave out. */
const HARMLESS: ReadonlySet<string> = new Set(["asl/unreachable-state", "asl/no-terminal-state", "asl/missing-arguments"]);

/** The machine of a definition that must be free of errors which a run would meet. */
export function machineOf(definition: object): StateMachine {
  const { machine, diagnostics } = parseDefinition(definition);
  const errors = diagnostics.filter(({ severity, code }) => severity === "error" && !HARMLESS.has(code)).map(({ message }) => message);
  if (machine === undefined || errors.length > 0) throw new Error(`The definition is wrong: ${errors.join("; ")}`);
  return machine;
}

/** A machine of these states, of which the first is where it starts. */
export function machineWith(states: object, more: object = {}): StateMachine {
  return machineOf({ ...more, StartAt: Object.keys(states)[0], States: states });
}
