import { spanOf } from "../base/span.ts";
import type { ObjectNode } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { Flow, State } from "./ast.ts";
import { checkFlow } from "./check-flow.ts";
import type { ParseContext } from "./parse-context.ts";
import { report, speaking, unread } from "./parse-context.ts";
import { checkFields, partField, targetField, textField } from "./parse-field.ts";
import { parseState } from "./parse-state.ts";
import { isFunctionKey } from "./symbolic.ts";

const BRANCH_FIELDS = new Set(["Comment", "StartAt", "States"]);
const PROCESSOR_FIELDS = new Set([...BRANCH_FIELDS, "ProcessorConfig"]);

/** The states of a machine. */
export function parseOutermostFlow(context: ParseContext, node: ObjectNode): Flow {
  return parseFlow(context, node, true);
}

/** A branch of a Parallel, or the processor of a Map: its states speak the machine's language, not that of the state around them. */
function parseNestedFlow(outer: ParseContext, node: ObjectNode, kind: "branch" | "processor"): Flow {
  const context = speaking(outer, outer.machineLanguage);
  if (kind === "branch") checkFields(context, node, BRANCH_FIELDS, "A branch");
  else checkFields(context, node, PROCESSOR_FIELDS, "An item processor");
  return parseFlow(context, node, false);
}

function parseFlow(context: ParseContext, node: ObjectNode, outermost: boolean): Flow {
  const startAt = targetField(context, node, "StartAt");
  if (startAt === undefined && !memberOf(node, "StartAt"))
    report(context, "missing-start-at", node, "There is no StartAt: nothing says which state is the first");
  const members = statesOf(context, node);
  const states = new Map<string, State>();
  for (const member of members ?? []) {
    if (isFunctionKey(member.key)) unread(context, member, `What ${member.key} adds to States`);
    else {
      const state = parseState(context, member, parseNestedFlow);
      if (state) states.set(state.name, state);
    }
  }
  const flow: Flow = {
    span: spanOf(node),
    comment: textField(context, node, "Comment"),
    startAt: startAt ?? { value: "", span: spanOf(node) },
    states,
  };
  checkFlow(context, flow, { members, startAt, outermost });
  return flow;
}

/** The members of States; undefined where they are hidden. */
function statesOf(context: ParseContext, node: ObjectNode): ObjectNode["members"] | undefined {
  const states = memberOf(node, "States");
  if (states === undefined) report(context, "schema", node, "There are no States");
  const object = partField(context, node, "States", "object");
  if (object?.members.length === 0) report(context, "schema", object, "There are no States");
  return states === undefined ? [] : object?.members;
}
