import { spanOf } from "../base/span.ts";
import { didYouMean } from "../base/near-names.ts";
import type { JsonPath } from "../expr/json-path.ts";
import type { Member, ObjectNode } from "../source/node.ts";
import { memberOf, valueOf } from "../source/node.ts";
import type { ChoiceRule, ChoiceState, Condition } from "./ast.ts";
import type { ComparisonOperator } from "./comparison-operators.ts";
import { comparison, OPERATOR_NAMES } from "./comparison-operators.ts";
import { warnOfPath } from "./dynamic-text.ts";
import { assignField } from "./parse-assign.ts";
import type { ParseContext } from "./parse-context.ts";
import { pathOf, report } from "./parse-context.ts";
import { checkFields, expectType, field, objectsField, readable, reportForeign, targetField } from "./parse-field.ts";
import { pathField } from "./parse-path.ts";
import { outputField, parseTemplate } from "./parse-template.ts";
import type { StateBase } from "./state-base.ts";
import { hasToken, isSymbolic } from "./symbolic.ts";

/** A Choice with its rules. */
export function parseChoice(context: ParseContext, node: ObjectNode, base: StateBase): ChoiceState {
  const { name, nameSpan, span, comment, queryLanguage } = base;
  return {
    name,
    nameSpan,
    span,
    comment,
    queryLanguage,
    type: "Choice",
    inputPath: pathField(context, node, "InputPath"),
    outputPath: pathField(context, node, "OutputPath"),
    output: outputField(context, node),
    assign: assignField(context, node),
    choices: parseChoices(context, node),
    default: targetField(context, node, "Default"),
  };
}

function parseChoices(context: ParseContext, state: ObjectNode): readonly ChoiceRule[] {
  const list = memberOf(state, "Choices")?.value;
  const rules = objectsField(context, state, "Choices");
  if (list === undefined || (list.type === "array" && list.items.length === 0))
    report(context, "schema", list ?? state, "A Choice needs at least one entry in Choices");
  return readable(rules.map((rule) => parseRule(context, rule)));
}

function parseRule(context: ParseContext, rule: ObjectNode): ChoiceRule | undefined {
  const next = targetField(context, rule, "Next");
  if (!memberOf(rule, "Next")) report(context, "schema", rule, "A choice rule needs a Next");
  const jsonata = context.language === "JSONata";
  const condition = jsonata ? parseJsonataCondition(context, rule) : parseCondition(context, rule, TOP);
  const output = outputField(context, rule);
  const assign = assignField(context, rule);
  if (next && !condition) context.lostTargets.add(next.value);
  return next && condition && { span: spanOf(rule), condition, next, output, assign };
}

const JSONPATH_FIELDS: ReadonlySet<string> = new Set(["Variable", "And", "Or", "Not", ...OPERATOR_NAMES]);
const KNOWN_FIELDS: ReadonlySet<string> = new Set(["Condition", "Next", "Output", "Assign", "Comment", ...JSONPATH_FIELDS]);

function parseJsonataCondition(context: ParseContext, rule: ObjectNode): Condition | undefined {
  if (rule.members.some(({ key }) => JSONPATH_FIELDS.has(key))) {
    for (const key of JSONPATH_FIELDS) reportForeign(context, rule, key, "choice rules");
  }
  checkFields(context, rule, KNOWN_FIELDS, "A JSONata choice rule");
  const condition = memberOf(rule, "Condition")?.value;
  if (condition === undefined) {
    report(context, "schema", rule, "A JSONata choice rule needs a Condition");
    return undefined;
  }
  const expression = parseTemplate(context, condition);
  if (expression.type !== "jsonata" && condition.type !== "boolean" && !isSymbolic(condition)) {
    report(context, "schema", condition, "Condition must be a JSONata expression, or true or false");
  }
  return { type: "jsonata", expression, span: spanOf(condition) };
}

/** What a rule may hold beside its condition: the rules inside And, Or and Not lead nowhere. */
const TOP: ReadonlySet<string> = new Set(["Next", "Comment", "Assign"]);
const INNER: ReadonlySet<string> = new Set(["Comment"]);
const OTHER_LANGUAGE: ReadonlySet<string> = new Set(["Condition", "Output"]);

function parseCondition(context: ParseContext, rule: ObjectNode, beside: ReadonlySet<string>): Condition | undefined {
  for (const key of OTHER_LANGUAGE) reportForeign(context, rule, key, "choice rules");
  for (const type of ["And", "Or"] as const) {
    if (memberOf(rule, type)) return parseParts(context, rule, type, beside);
  }
  return memberOf(rule, "Not") ? parseNot(context, rule, beside) : parseComparison(context, rule, beside);
}

function parseParts(context: ParseContext, rule: ObjectNode, type: "And" | "Or", beside: ReadonlySet<string>): Condition {
  checkRuleFields(context, rule, [type], beside);
  const parts = objectsField(context, rule, type);
  const list = memberOf(rule, type)?.value;
  if (list?.type === "array" && list.items.length === 0) report(context, "schema", list, `${type} needs at least one condition`);
  const conditions = readable(parts.map((part) => parseCondition(context, part, INNER)));
  return { type: type === "And" ? "and" : "or", conditions, span: spanOf(rule) };
}

function parseNot(context: ParseContext, rule: ObjectNode, beside: ReadonlySet<string>): Condition | undefined {
  checkRuleFields(context, rule, ["Not"], beside);
  const inner = field(context, rule, "Not", "object");
  const condition = inner && parseCondition(context, inner, INNER);
  return condition && { type: "not", condition, span: spanOf(rule) };
}

function parseComparison(context: ParseContext, rule: ObjectNode, beside: ReadonlySet<string>): Condition | undefined {
  const known = rule.members.find(({ key }) => comparison(key)) ?? rule.members.find(({ key }) => mayCompare(key, beside));
  if (known === undefined && memberOf(rule, "Condition")) return undefined;
  if (!memberOf(rule, "Variable")) report(context, "schema", rule, "A comparison needs a Variable");
  if (known === undefined) {
    report(context, "schema", rule, "A choice rule needs a comparison such as StringEquals");
    return undefined;
  }
  const operator = comparison(known.key);
  if (operator === undefined) {
    reportUnknownOperator(context, known, beside);
    return undefined;
  }
  checkRuleFields(context, rule, ["Variable", known.key], beside);
  const variable = comparedPath(context, rule, "Variable");
  const compared = parseOperand(context, rule, known, operator);
  return variable && compared && { type: "compare", variable, operator: known.key, operand: compared, span: spanOf(rule) };
}

function mayCompare(key: string, beside: ReadonlySet<string>): boolean {
  return key !== "Variable" && !beside.has(key) && !OTHER_LANGUAGE.has(key);
}

function reportUnknownOperator(context: ParseContext, member: Member, beside: ReadonlySet<string>): void {
  const { key } = member;
  if (TOP.has(key) && !beside.has(key))
    report(context, "schema", member, `${key} stands in the outermost rule only, not inside of And, Or and Not`);
  else report(context, "schema", member, `"${key}" is not a comparison operator`, didYouMean(key, OPERATOR_NAMES));
}

type Operand = Extract<Condition, { type: "compare" }>["operand"];

function parseOperand(context: ParseContext, rule: ObjectNode, { key, value }: Member, operator: ComparisonOperator): Operand | undefined {
  if (operator.path) {
    const path = comparedPath(context, rule, key);
    return path && { type: "path", path };
  }
  const constant = valueOf(value);
  if (operator.accepts(constant) || isSymbolic(value)) {
    if (operator.family === "String" && operator.test !== "Matches") warnOfPath(context, key, value);
    return { type: "value", value: constant };
  }
  report(context, "schema", value, `${key} compares with ${operator.operand}, not ${JSON.stringify(constant)}`);
  return undefined;
}

/** Variable and the operand of the `…Path` operators: reference paths, and the context object may be compared, too. */
function comparedPath(context: ParseContext, rule: ObjectNode, key: string): JsonPath | undefined {
  const node = memberOf(rule, key)?.value;
  const text = node && expectType(context, node, "string", key);
  const path = text && pathOf(context, text.value);
  if (path?.ok && path.value.reference) return path.value;
  if (path && text && !hasToken(text.value) && !isSymbolic(text)) {
    const problem = path.ok
      ? `${key} must be a reference path such as $.order.status, not "${text.value}"`
      : `${key} "${text.value}" is not a valid JSONPath: ${path.message}`;
    report(context, "invalid-path", text, problem);
  }
  return undefined;
}

function checkRuleFields(context: ParseContext, rule: ObjectNode, own: readonly string[], beside: ReadonlySet<string>): void {
  for (const member of rule.members) {
    const { key } = member;
    if (own.includes(key) || beside.has(key) || OTHER_LANGUAGE.has(key)) continue;
    if (JSONPATH_FIELDS.has(key))
      report(context, "schema", member, `A choice rule makes one comparison: ${key} stands beside ${own.at(-1)}`);
    else if (TOP.has(key)) report(context, "schema", member, `${key} stands in the outermost rule only, not inside of And, Or and Not`);
    else report(context, "schema", member, `A choice rule has no field "${key}"`, didYouMean(key, [...own, ...beside]));
  }
}
