import { didYouMean } from "../base/near-names.ts";
import { parseTimestamp } from "../base/timestamp.ts";
import type { Member, ObjectNode } from "../source/node.ts";
import { memberOf, valueOf } from "../source/node.ts";
import type { FailState, Flow, PassState, QueryLanguage, State, TaskState, WaitState } from "./ast.ts";
import { STATE_TYPES, isOtherLanguageField, isStateType, stateFields } from "./fields.ts";
import { integrationOf } from "./integration.ts";
import { parseChoices } from "./parse-choice.ts";
import type { ParseContext } from "./parse-context.ts";
import {
  interned,
  checkFields,
  expectType,
  field,
  hasToken,
  isSymbolic,
  objectsField,
  report,
  textField,
  wordField,
} from "./parse-context.ts";
import { parseMap } from "./parse-map.ts";
import { parseCatch, parseRetry } from "./parse-recovery.ts";
import { computedNumberField, parseTemplate, pathField, pathTemplateField, resultPathField, templateField } from "./parse-template.ts";

/** Reads a nested flow (a branch, a Map's processor); handed down so that files do not import in a circle. */
export type FlowParser = (context: ParseContext, node: ObjectNode) => Flow;

/** The words that QueryLanguage may be. */
export const QUERY_LANGUAGES = ["JSONPath", "JSONata"] as const;
/** The longest state name (https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html). */
const MAX_NAME_LENGTH = 80;

/** One member of States as a state; undefined where it has no usable Type. */
export function parseState(outer: ParseContext, { key, keySpan, value }: Member, parseFlow: FlowParser): State | undefined {
  const name = interned(outer, key);
  const node = expectType(outer, value, "object", `State "${name}"`);
  if (node === undefined) return undefined;
  if (name.length > MAX_NAME_LENGTH)
    report(outer, "size", keySpan, `State names hold at most ${MAX_NAME_LENGTH} characters, this one ${name.length}`);
  const context = { ...outer, language: stateLanguage(outer, node) };
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

type StateBase = Pick<State, "name" | "nameSpan" | "span" | "comment" | "queryLanguage">;

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
        ...paths(context, node),
        ...outputs(context, node),
        choices: parseChoices(context, node),
        default: textField(context, node, "Default"),
      };
    case "Wait":
      return parseWait(context, node, base);
    case "Succeed":
      return { ...base, type, ...paths(context, node), ...outputs(context, node) };
    case "Fail":
      return parseFail(context, node, base);
    case "Parallel":
      return {
        ...base,
        type,
        ...work(context, node),
        branches: parseBranches(context, node, parseFlow),
      };
    case "Map":
      return { ...base, type, ...work(context, node), ...parseMap(context, node, parseFlow) };
  }
}

function parseBranches(context: ParseContext, node: ObjectNode, parseFlow: FlowParser): readonly Flow[] {
  const branches = memberOf(node, "Branches")?.value;
  if (branches === undefined || (branches.type === "array" && branches.items.length === 0)) {
    report(context, "schema", (branches ?? node).span, "A Parallel needs at least one entry in Branches");
  }
  return objectsField(context, node, "Branches").map((branch) => parseFlow(context, branch));
}

/** A state may choose JSONata where the machine speaks JSONPath, never the other way round. */
function stateLanguage(outer: ParseContext, node: ObjectNode): QueryLanguage {
  const own = wordField(outer, node, "QueryLanguage", QUERY_LANGUAGES);
  if (own !== "JSONPath" || outer.language === "JSONPath") return own ?? outer.language;
  const { span } = memberOf(node, "QueryLanguage")?.value ?? node;
  report(outer, "mixed-query-language", span, "A machine whose QueryLanguage is JSONata cannot have JSONPath states");
  return outer.language;
}

function checkStateFields(context: ParseContext, node: ObjectNode, type: State["type"]): void {
  const known = stateFields(type, context.language);
  const foreign = node.members.filter(({ key }) => !known.includes(key) && isOtherLanguageField(type, context.language, key));
  for (const { key, keySpan } of foreign) {
    report(context, "mixed-query-language", keySpan, `${key} does not exist in ${context.language} states`);
  }
  const others = foreign.map(({ key }) => key);
  checkFields(context, node, [...known, ...others], `A ${type} state`);
}

function paths(context: ParseContext, node: ObjectNode): Pick<PassState, "inputPath" | "outputPath"> {
  if (context.language === "JSONata") return { inputPath: undefined, outputPath: undefined };
  return { inputPath: pathField(context, node, "InputPath"), outputPath: pathField(context, node, "OutputPath") };
}

function outputs(context: ParseContext, node: ObjectNode): Pick<PassState, "output" | "assign"> {
  const output = context.language === "JSONata" ? templateField(context, node, "Output") : undefined;
  return { output, assign: templateField(context, node, "Assign") };
}

function transition(context: ParseContext, node: ObjectNode): Pick<PassState, "next" | "end"> {
  const next = textField(context, node, "Next");
  const end = field(context, node, "End", "boolean")?.value ?? false;
  if (memberOf(node, "Next") && end) report(context, "missing-end", node.span, "Next and End exclude each other");
  if (!memberOf(node, "Next") && !end) report(context, "missing-end", node.span, 'The state goes nowhere: it needs a Next, or "End": true');
  return { next, end };
}

function work(
  context: ParseContext,
  node: ObjectNode,
): Omit<TaskState, "type" | "resource" | "integration" | "timeoutSeconds" | "heartbeatSeconds" | "credentials" | keyof StateBase> {
  const jsonPath = context.language === "JSONPath";
  return {
    ...paths(context, node),
    ...outputs(context, node),
    ...transition(context, node),
    arguments: templateField(context, node, jsonPath ? "Parameters" : "Arguments"),
    resultSelector: jsonPath ? templateField(context, node, "ResultSelector") : undefined,
    resultPath: jsonPath ? resultPathField(context, node) : undefined,
    retry: parseRetry(context, node),
    catch: parseCatch(context, node),
  };
}

const SECONDS = { min: 1, max: 99_999_999, integer: true };

function parseTask(context: ParseContext, node: ObjectNode, base: StateBase): TaskState | undefined {
  const resource = textField(context, node, "Resource");
  if (!memberOf(node, "Resource")) report(context, "schema", base.nameSpan, `Task "${base.name}" needs a Resource`);
  if (resource === undefined) return undefined;
  return {
    ...base,
    type: "Task",
    ...work(context, node),
    resource,
    integration: integrationOf(resource.value),
    timeoutSeconds: computedNumberField(context, node, "TimeoutSeconds", SECONDS),
    heartbeatSeconds: computedNumberField(context, node, "HeartbeatSeconds", SECONDS),
    credentials: templateField(context, node, "Credentials"),
  };
}

function parsePass(context: ParseContext, node: ObjectNode, base: StateBase): PassState {
  const jsonPath = context.language === "JSONPath";
  const result = memberOf(node, "Result");
  return {
    ...base,
    type: "Pass",
    ...paths(context, node),
    ...outputs(context, node),
    ...transition(context, node),
    arguments: jsonPath ? templateField(context, node, "Parameters") : undefined,
    result: jsonPath && result ? valueOf(result.value) : undefined,
    resultPath: jsonPath ? resultPathField(context, node) : undefined,
  };
}

const WAIT_FIELDS = ["Seconds", "Timestamp", "SecondsPath", "TimestampPath"] as const;

function parseWait(context: ParseContext, node: ObjectNode, base: StateBase): WaitState | undefined {
  const present = WAIT_FIELDS.filter((key) => memberOf(node, key));
  const [key] = present;
  if (key === undefined || present.length > 1) {
    report(context, "schema", node.span, `A Wait needs exactly one of ${WAIT_FIELDS.join(", ")}`);
    return undefined;
  }
  const member = memberOf(node, key);
  const until = key.endsWith("Path") ? pathTemplateField(context, node, key) : member && parseTemplate(context, member.value);
  if (until === undefined || member === undefined) return undefined;
  const unit = key.startsWith("Seconds") ? "seconds" : "timestamp";
  const constant = until.type === "literal" ? until.value : undefined;
  if (constant !== undefined && !isSymbolic(member.value) && !(unit === "seconds" ? isWaitSeconds(constant) : isTimestamp(constant))) {
    const wanted =
      unit === "seconds" ? `a whole number from 0 to ${MAX_WAIT_SECONDS}` : "an ISO 8601 timestamp such as 2026-11-22T10:00:00Z";
    report(context, "schema", member.value.span, `${key} must be ${wanted}, not ${JSON.stringify(constant)}`);
  }
  return { ...base, type: "Wait", ...paths(context, node), ...outputs(context, node), ...transition(context, node), unit, until };
}

const MAX_WAIT_SECONDS = 99_999_999;

function isWaitSeconds(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MAX_WAIT_SECONDS;
}

function isTimestamp(value: unknown): boolean {
  return typeof value === "string" && parseTimestamp(value) !== undefined;
}

function parseFail(context: ParseContext, node: ObjectNode, base: StateBase): FailState {
  const text = (key: "Error" | "Cause"): FailState["error"] => {
    const direct = memberOf(node, key);
    const path = memberOf(node, `${key}Path`);
    if (direct && path) report(context, "schema", path.keySpan, `${key} and ${key}Path exclude each other`);
    if (direct === undefined) return context.language === "JSONPath" ? pathTemplateField(context, node, `${key}Path`) : undefined;
    return expectType(context, direct.value, "string", key) && parseTemplate(context, direct.value);
  };
  return { ...base, type: "Fail", error: text("Error"), cause: text("Cause") };
}
