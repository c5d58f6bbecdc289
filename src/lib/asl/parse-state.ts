import { didYouMean } from "../base/near-names.ts";
import type { Member, ObjectNode } from "../source/node.ts";
import { memberOf, valueOf } from "../source/node.ts";
import type { Flow, PassState, QueryLanguage, State } from "./ast.ts";
import { warnOfStaticResult } from "./dynamic-text.ts";
import { STATE_TYPES, isOtherLanguageField, isStateType, stateFields } from "./fields.ts";
import { parseChoices } from "./parse-choice.ts";
import type { ParseContext } from "./parse-context.ts";
import { expectType, hasToken, interned, objectsField, report, reportUnknown, speaking, textField, wordField } from "./parse-context.ts";
import { parseFail } from "./parse-fail.ts";
import { parseMap } from "./parse-map.ts";
import { resultPathField } from "./parse-path.ts";
import { parseTask } from "./parse-task.ts";
import { payloadField } from "./parse-template.ts";
import { parseWait } from "./parse-wait.ts";
import { parseOutputs, parsePaths, parseTransition, parseWork } from "./parse-work.ts";
import type { FlowParser, StateBase } from "./state-base.ts";

/** The words that QueryLanguage may be. */
export const QUERY_LANGUAGES = ["JSONPath", "JSONata"] as const;
/** The longest state name (https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html). */
const MAX_NAME_LENGTH = 80;

/** One member of States as a state; undefined where it has no usable Type. */
export function parseState(outer: ParseContext, { key, keySpan, value }: Member, parseFlow: FlowParser): State | undefined {
  const name = interned(outer, key);
  const node = expectType(outer, value, "object", `State "${name}"`);
  if (node === undefined) return undefined;
  checkName(outer, name, keySpan);
  const context = speaking(outer, stateLanguage(outer, node));
  const type = textField(context, node, "Type");
  if (type === undefined || !isStateType(type.value)) {
    if (type && !hasToken(type.value))
      report(context, "schema", type.span, `There is no state type "${type.value}"`, didYouMean(type.value, STATE_TYPES));
    if (!memberOf(node, "Type")) report(context, "schema", keySpan, `State "${name}" needs a Type`);
    return undefined;
  }
  checkStateFields(context, node, type.value);
  const base: StateBase = {
    name,
    nameSpan: keySpan,
    span: node.span,
    comment: textField(context, node, "Comment"),
    queryLanguage: context.language,
  };
  return parseTyped(context, node, type.value, base, parseFlow);
}

function checkName(context: ParseContext, name: string, span: Member["keySpan"]): void {
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
  const { span } = memberOf(node, "QueryLanguage")?.value ?? node;
  report(outer, "mixed-query-language", span, "A machine whose QueryLanguage is JSONata cannot have JSONPath states");
  return outer.machineLanguage;
}

function checkStateFields(context: ParseContext, node: ObjectNode, type: State["type"]): void {
  const known = stateFields(type, context.language);
  for (const member of node.members) {
    if (known.has(member.key)) continue;
    if (isOtherLanguageField(type, context.language, member.key))
      report(context, "mixed-query-language", member.keySpan, `${member.key} does not exist in ${context.language} states`);
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
      return {
        ...base,
        type,
        ...parsePaths(context, node),
        ...parseOutputs(context, node),
        choices: parseChoices(context, node),
        default: textField(context, node, "Default"),
      };
    case "Wait":
      return parseWait(context, node, base);
    case "Succeed":
      return { ...base, type, ...parsePaths(context, node), ...parseOutputs(context, node) };
    case "Fail":
      return parseFail(context, node, base);
    case "Parallel":
      return { ...base, type, ...parseWork(context, node), branches: parseBranches(context, node, parseFlow) };
    case "Map":
      return { ...base, type, ...parseWork(context, node), ...parseMap(context, node, parseFlow) };
  }
}

function parsePass(context: ParseContext, node: ObjectNode, base: StateBase): PassState {
  const jsonPath = context.language === "JSONPath";
  const result = jsonPath ? memberOf(node, "Result")?.value : undefined;
  if (result) warnOfStaticResult(context, result);
  return {
    ...base,
    type: "Pass",
    ...parsePaths(context, node),
    ...parseOutputs(context, node),
    ...parseTransition(context, node),
    arguments: jsonPath ? payloadField(context, node, "Parameters") : undefined,
    result: result && valueOf(result),
    resultPath: jsonPath ? resultPathField(context, node) : undefined,
  };
}

function parseBranches(context: ParseContext, node: ObjectNode, parseFlow: FlowParser): readonly Flow[] {
  const branches = memberOf(node, "Branches")?.value;
  if (branches === undefined || (branches.type === "array" && branches.items.length === 0)) {
    report(context, "schema", (branches ?? node).span, "A Parallel needs at least one entry in Branches");
  }
  return objectsField(context, node, "Branches").map((branch) => parseFlow(context, branch, "branch"));
}
