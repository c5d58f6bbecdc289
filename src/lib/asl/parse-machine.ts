import type { Diagnostic } from "../base/diagnostic.ts";
import type { SourceText } from "../base/span.ts";
import type { Node } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { Flow, MachineType, StateMachine } from "./ast.ts";
import { checkExpress } from "./check-express.ts";
import { checkVariables } from "./check-variables.ts";
import { nestedFlows } from "./graph.ts";
import type { ParseContext } from "./parse-context.ts";
import { createParseContext, isUnread, report } from "./parse-context.ts";
import { checkFields, expectType, numberField, wordField } from "./parse-field.ts";
import { parseOutermostFlow } from "./parse-flow.ts";
import { QUERY_LANGUAGES } from "./parse-state.ts";

/** A definition as text and tree; `type` where it is known, since EXPRESS machines may do less. */
export interface DefinitionText {
  readonly source: SourceText;
  /** Undefined where the text holds nothing that can be read, as its own diagnostics say. */
  readonly root: Node | undefined;
  readonly type?: MachineType | undefined;
}

/** What the parser makes of a definition: the machine as far as it can be understood, and everything wrong with it. */
export interface ParsedMachine {
  /** Undefined where there is no object to start from. */
  readonly machine: StateMachine | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The largest definition AWS takes: 1 MB. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const MAX_DEFINITION_LENGTH = 1_048_576;
/** The longest an execution may run by its own TimeoutSeconds. */
const MAX_TIMEOUT_SECONDS = 99_999_999;
const MACHINE_FIELDS = new Set(["Comment", "QueryLanguage", "StartAt", "States", "Version", "TimeoutSeconds"]);

/**
 * Parses a state machine definition: gives a tree and all diagnostics but those of the text itself (a {@link ParsedText} has them), never throws.
 * What stands inside JSONata is {@link checkJsonata}'s.
 */
export function parseMachine({ source, root: node, type }: DefinitionText): ParsedMachine {
  if (node === undefined) return { machine: undefined, diagnostics: [] };
  const start = createParseContext("JSONPath");
  const { diagnostics } = start;
  const root = expectType(start, node, "object", "A state machine");
  if (root === undefined) return { machine: undefined, diagnostics };
  const language = wordField(start, root, "QueryLanguage", QUERY_LANGUAGES) ?? "JSONPath";
  const context = createParseContext(language, diagnostics);
  checkSize(context, root);
  checkFields(context, root, MACHINE_FIELDS, "A state machine");
  const timeout = memberOf(root, "TimeoutSeconds");
  const { span, comment, startAt, states } = parseOutermostFlow(context, root);
  const machine: StateMachine = {
    span,
    comment,
    startAt,
    states,
    source,
    queryLanguage: language,
    version: wordField(context, root, "Version", ["1.0"]),
    timeoutSeconds: numberField(context, root, "TimeoutSeconds", { min: 0, max: MAX_TIMEOUT_SECONDS, integer: true }),
    ...(timeout === undefined ? {} : { timeoutSpan: { start: timeout.start, end: timeout.value.end } }),
    ...(isUnread(context) ? { unread: true } : {}),
  };
  // A flow alone has each name once, hides no variable, and starts no EXPRESS children.
  const alone = !holdsFlows(machine);
  if (!alone) {
    checkUniqueNames(context, machine, new Map());
    checkVariables(context, machine);
  }
  if (!alone || type === "EXPRESS") checkExpress(context, machine, type ?? "STANDARD");
  return { machine, diagnostics };
}

function checkSize(context: ParseContext, { start, end }: Node): void {
  if (end - start <= MAX_DEFINITION_LENGTH) return;
  const message = "The definition is larger than 1 MB, the most that AWS takes";
  report(context, "size", { start, end: start + 1 }, message, "Move a part of it into a machine of its own.");
}

function holdsFlows({ states }: Flow): boolean {
  for (const state of states.values()) if (nestedFlows(state).length > 0) return true;
  return false;
}

/** AWS wants each state name once in the whole machine, nested flows included. */
function checkUniqueNames(context: ParseContext, flow: Flow, seen: Map<string, Flow>): void {
  for (const state of flow.states.values()) {
    const other = seen.get(state.name);
    if (other && other !== flow)
      report(context, "duplicate-name", state.nameSpan, `There is another state named "${state.name}" in this machine`);
    else seen.set(state.name, flow);
    for (const nested of nestedFlows(state)) checkUniqueNames(context, nested, seen);
  }
}
