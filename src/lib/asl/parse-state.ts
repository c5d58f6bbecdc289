import { didYouMean } from "../base/near-names.ts";
import type { Span } from "../base/span.ts";
import { spanOf } from "../base/span.ts";
import type { Member, ObjectNode } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { QueryLanguage, State, SucceedState } from "./ast.ts";
import { STATE_TYPES, isOtherLanguageField, isStateType, stateFields } from "./fields.ts";
import { assignField } from "./parse-assign.ts";
import { parseChoice } from "./parse-choice.ts";
import type { ParseContext } from "./parse-context.ts";
import { interned, report, speaking, unread } from "./parse-context.ts";
import { parseFail } from "./parse-fail.ts";
import { expectPart, field, reportUnknown, textField, wordField } from "./parse-field.ts";
import { parseMap } from "./parse-map.ts";
import { parseParallel } from "./parse-parallel.ts";
import { parsePass } from "./parse-pass.ts";
import { pathField } from "./parse-path.ts";
import { parseTask } from "./parse-task.ts";
import { outputField } from "./parse-template.ts";
import { parseWait } from "./parse-wait.ts";
import type { FlowParser, StateBase } from "./state-base.ts";
import { hasToken } from "./symbolic.ts";

/** The words that QueryLanguage may be. */
export const QUERY_LANGUAGES = ["JSONPath", "JSONata"] as const;
/** The longest state name (https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html). */
const MAX_NAME_LENGTH = 80;

/** One member of States as a state; undefined where it has no usable Type. */
export function parseState(outer: ParseContext, member: Member, parseFlow: FlowParser): State | undefined {
  const { key, value } = member;
  const name = interned(outer, key);
  const node = expectPart(outer, value, "object", `State "${name}"`);
  if (node === undefined) return undefined;
  checkName(outer, name, member);
  const context = speaking(outer, stateLanguage(outer, node));
  const type = field(context, node, "Type", "string");
  if (type === undefined || !isStateType(type.value)) {
    if (type && hasToken(type.value)) unread(context, member, `State "${name}"`);
    else if (type) report(context, "schema", type, `There is no state type "${type.value}"`, didYouMean(type.value, STATE_TYPES));
    if (!memberOf(node, "Type")) report(context, "schema", member, `State "${name}" needs a Type`);
    return undefined;
  }
  checkStateFields(context, node, type.value);
  const base: StateBase = {
    name,
    nameSpan: spanOf(member),
    span: spanOf(node),
    comment: textField(context, node, "Comment"),
    queryLanguage: context.language,
  };
  return parseTyped(context, node, type.value, base, parseFlow);
}

function checkName(context: ParseContext, name: string, span: Span): void {
  if (name === "") report(context, "schema", span, "A state needs a name");
  // A character may take two of JavaScript's.
  const length = name.length > MAX_NAME_LENGTH ? Array.from(name).length : name.length;
  if (length > MAX_NAME_LENGTH && !hasToken(name))
    report(context, "size", span, `State names hold at most ${MAX_NAME_LENGTH} characters, this one ${length}`);
}

/** A state may choose JSONata where the machine speaks JSONPath, never the other way round. */
function stateLanguage(outer: ParseContext, node: ObjectNode): QueryLanguage {
  const own = wordField(outer, node, "QueryLanguage", QUERY_LANGUAGES);
  if (own !== "JSONPath" || outer.machineLanguage === "JSONPath") return own ?? outer.machineLanguage;
  const span = memberOf(node, "QueryLanguage")?.value ?? node;
  report(outer, "mixed-query-language", span, "A machine whose QueryLanguage is JSONata cannot have JSONPath states");
  return outer.machineLanguage;
}

function checkStateFields(context: ParseContext, node: ObjectNode, type: State["type"]): void {
  const known = stateFields(type, context.language);
  for (const member of node.members) {
    if (known.has(member.key)) continue;
    if (isOtherLanguageField(type, context.language, member.key))
      report(context, "mixed-query-language", member, `${member.key} does not exist in ${context.language} states`);
    else reportUnknown(context, member, known, `A ${type} state`);
  }
}

function parseTyped(
  context: ParseContext,
  node: ObjectNode,
  type: State["type"],
  base: StateBase,
  parseFlow: FlowParser,
): State | undefined {
  switch (type) {
    case "Task":
      return parseTask(context, node, base);
    case "Pass":
      return parsePass(context, node, base);
    case "Choice":
      return parseChoice(context, node, base);
    case "Wait":
      return parseWait(context, node, base);
    case "Succeed":
      return parseSucceed(context, node, base);
    case "Fail":
      return parseFail(context, node, base);
    case "Parallel":
      return parseParallel(context, node, base, parseFlow);
    case "Map":
      return parseMap(context, node, base, parseFlow);
  }
}

function parseSucceed(context: ParseContext, node: ObjectNode, base: StateBase): SucceedState {
  const { name, nameSpan, span, comment, queryLanguage } = base;
  return {
    name,
    nameSpan,
    span,
    comment,
    queryLanguage,
    type: "Succeed",
    inputPath: pathField(context, node, "InputPath"),
    outputPath: pathField(context, node, "OutputPath"),
    output: outputField(context, node),
    assign: assignField(context, node),
  };
}
