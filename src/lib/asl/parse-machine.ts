import { didYouMean } from "../base/near-names.ts";
import type { Diagnostic } from "../base/diagnostic.ts";
import type { SourceText } from "../base/span.ts";
import type { Node, ObjectNode } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { Flow, State, StateMachine, Text } from "./ast.ts";
import { nestedFlows, reachableStates, transitionsOf } from "./graph.ts";
import type { ParseContext } from "./parse-context.ts";
import {
  createParseContext,
  checkFields,
  expectType,
  field,
  hasToken,
  numberField,
  report,
  textField,
  wordField,
} from "./parse-context.ts";
import { parseState, QUERY_LANGUAGES } from "./parse-state.ts";

/** What the parser makes of a definition: the machine as far as it can be understood, and everything wrong with it. */
export interface ParsedMachine {
  /** Undefined where there is no object to start from. */
  readonly machine: StateMachine | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The largest definition AWS takes: 1 MB. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const MAX_DEFINITION_BYTES = 1_048_576;
/** The longest an execution may run by its own TimeoutSeconds. */
const MAX_TIMEOUT_SECONDS = 99_999_999;
const MACHINE_FIELDS = ["Comment", "QueryLanguage", "StartAt", "States", "Version", "TimeoutSeconds"];
const FLOW_FIELDS = ["Comment", "QueryLanguage", "StartAt", "States", "ProcessorConfig"];

/** Parses a state machine definition: gives a tree and all diagnostics, never throws. */
export function parseMachine(text: { readonly source: SourceText; readonly root: Node }): ParsedMachine {
  const start = createParseContext("JSONPath");
  const { diagnostics } = start;
  const root = expectType(start, text.root, "object", "A state machine");
  if (root === undefined) return { machine: undefined, diagnostics };
  const language = wordField(start, root, "QueryLanguage", QUERY_LANGUAGES) ?? "JSONPath";
  const context: ParseContext = { ...start, language };
  if (text.source.text.length > MAX_DEFINITION_BYTES) {
    report(
      context,
      "size",
      { start: root.span.start, end: root.span.start + 1 },
      "The definition is larger than 1 MB, the most that AWS takes",
    );
  }
  checkFields(context, root, MACHINE_FIELDS, "A state machine");
  const machine: StateMachine = {
    ...parseFlow(context, root),
    source: text.source,
    queryLanguage: context.language,
    version: textField(context, root, "Version")?.value,
    timeoutSeconds: numberField(context, root, "TimeoutSeconds", { min: 0, max: MAX_TIMEOUT_SECONDS, integer: true }),
  };
  checkUniqueNames(context, machine, new Map());
  return { machine, diagnostics };
}

function parseNestedFlow(context: ParseContext, node: ObjectNode): Flow {
  checkFields(context, node, FLOW_FIELDS, "A branch or item processor");
  return parseFlow(context, node);
}

function parseFlow(context: ParseContext, node: ObjectNode): Flow {
  const startAt = textField(context, node, "StartAt");
  if (!memberOf(node, "StartAt"))
    report(context, "missing-start-at", node.span, "There is no StartAt: nothing says which state is the first");
  const members = field(context, node, "States", "object")?.members ?? [];
  if (members.length === 0) report(context, "schema", memberOf(node, "States")?.value.span ?? node.span, "There are no States");
  const states = new Map<string, State>();
  for (const member of members) {
    const state = parseState(context, member, parseNestedFlow);
    if (state) states.set(state.name, state);
  }
  const flow: Flow = {
    span: node.span,
    comment: textField(context, node, "Comment"),
    startAt: startAt ?? { value: "", span: node.span },
    states,
  };
  checkTargets(context, flow, new Set(members.map(({ key }) => key)), startAt);
  return flow;
}

/** Every Next, Default and StartAt names a state of the same flow, and every state can be reached. */
function checkTargets(context: ParseContext, flow: Flow, names: ReadonlySet<string>, startAt: Text | undefined): void {
  const check = (target: Text, what: string): void => {
    if (names.has(target.value) || hasToken(target.value)) return;
    report(
      context,
      "unknown-target",
      target.span,
      `${what} names "${target.value}", which is not a state here`,
      didYouMean(target.value, names),
    );
  };
  if (startAt) check(startAt, "StartAt");
  for (const state of flow.states.values()) {
    for (const { target, field: name } of transitionsOf(state)) check(target, name);
  }
  // A state that could not be read may lead anywhere.
  const unread = flow.states.size < names.size;
  if (startAt === undefined || !names.has(startAt.value) || unread || leadsToToken(flow)) return;
  const reachable = reachableStates(flow);
  for (const state of flow.states.values()) {
    if (!reachable.has(state.name)) {
      report(
        context,
        "unreachable-state",
        state.nameSpan,
        `No path leads to "${state.name}"`,
        "Name it in a Next, or delete it.",
        "warning",
      );
    }
  }
}

function leadsToToken(flow: Flow): boolean {
  return [...flow.states.values()].some((state) => transitionsOf(state).some(({ target }) => hasToken(target.value)));
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
