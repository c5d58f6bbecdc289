import { didYouMean } from "../base/near-names.ts";
import { parseJsonPath } from "../expr/json-path.ts";
import type { ObjectNode } from "../source/node.ts";
import { memberOf, valueOf } from "../source/node.ts";
import type { ChoiceRule, Condition } from "./ast.ts";
import { comparison, OPERATOR_NAMES } from "./comparison-operators.ts";
import type { ParseContext } from "./parse-context.ts";
import { checkFields, expectType, field, hasToken, isSymbolic, objectsField, report, textField } from "./parse-context.ts";
import { parseTemplate, templateField } from "./parse-template.ts";

/** The Choices of a Choice state. */
export function parseChoices(context: ParseContext, state: ObjectNode): readonly ChoiceRule[] {
  const rules = objectsField(context, state, "Choices");
  if (rules.length === 0) report(context, "schema", state.span, "A Choice needs at least one entry in Choices");
  return rules.flatMap((rule): ChoiceRule[] => {
    const next = textField(context, rule, "Next");
    if (!memberOf(rule, "Next")) report(context, "schema", rule.span, "A choice rule needs a Next");
    const condition = context.language === "JSONata" ? parseJsonataRule(context, rule) : parseCondition(context, rule, true);
    if (next === undefined || condition === undefined) return [];
    const output = context.language === "JSONata" ? templateField(context, rule, "Output") : undefined;
    return [{ span: rule.span, condition, next, output, assign: templateField(context, rule, "Assign") }];
  });
}

function parseJsonataRule(context: ParseContext, rule: ObjectNode): Condition | undefined {
  checkFields(context, rule, ["Condition", "Next", "Output", "Assign", "Comment"], "A JSONata choice rule");
  const condition = memberOf(rule, "Condition")?.value;
  if (condition === undefined) {
    report(context, "schema", rule.span, "A JSONata choice rule needs a Condition");
    return undefined;
  }
  const expression = parseTemplate(context, condition);
  if (expression.type === "literal" && typeof expression.value !== "boolean" && !isSymbolic(condition)) {
    report(context, "schema", condition.span, "Condition must be a JSONata expression, or true or false");
  }
  return { type: "jsonata", expression, span: condition.span };
}

const RULE_FIELDS = new Set(["Next", "Comment", "Assign"]);

function parseCondition(context: ParseContext, rule: ObjectNode, top: boolean): Condition | undefined {
  for (const type of ["And", "Or"] as const) {
    if (!memberOf(rule, type)) continue;
    checkRuleFields(context, rule, [type], top);
    const parts = objectsField(context, rule, type);
    if (parts.length === 0) report(context, "schema", rule.span, `${type} needs at least one condition`);
    const conditions = parts.flatMap((part) => parseCondition(context, part, false) ?? []);
    return { type: type === "And" ? "and" : "or", conditions, span: rule.span };
  }
  if (memberOf(rule, "Not")) {
    checkRuleFields(context, rule, ["Not"], top);
    const inner = field(context, rule, "Not", "object");
    const condition = inner && parseCondition(context, inner, false);
    return condition && { type: "not", condition, span: rule.span };
  }
  return parseComparison(context, rule, top);
}

function parseComparison(context: ParseContext, rule: ObjectNode, top: boolean): Condition | undefined {
  const operators = rule.members.filter(({ key }) => key !== "Variable" && !(top && RULE_FIELDS.has(key)) && key !== "Comment");
  const [member] = operators;
  const variable = textField(context, rule, "Variable");
  if (!memberOf(rule, "Variable")) report(context, "schema", rule.span, "A comparison needs a Variable");
  if (member === undefined) {
    report(context, "schema", rule.span, "A choice rule needs a comparison such as StringEquals");
    return undefined;
  }
  const known = operators.find(({ key }) => comparison(key)) ?? member;
  checkRuleFields(context, rule, ["Variable", known.key], top);
  const operator = comparison(known.key);
  if (operator === undefined) {
    report(context, "schema", member.keySpan, `"${member.key}" is not a comparison operator`, didYouMean(member.key, OPERATOR_NAMES));
    return undefined;
  }
  if (variable === undefined) return undefined;
  const path = parseJsonPath(variable.value);
  if (!path.ok) {
    if (!hasToken(variable.value)) {
      report(context, "invalid-path", variable.span, `Variable "${variable.value}" is not a valid JSONPath: ${path.message}`);
    }
    return undefined;
  }
  const base = { type: "compare", variable: path.value, operator: known.key, span: rule.span } as const;
  if (!operator.path) {
    if (!isSymbolic(known.value) && !operator.accepts(valueOf(known.value))) {
      report(
        context,
        "schema",
        known.value.span,
        `${known.key} compares with ${operator.operand}, not ${JSON.stringify(valueOf(known.value))}`,
      );
      return undefined;
    }
    return { ...base, operand: { type: "value", value: valueOf(known.value) } };
  }
  const text = expectType(context, known.value, "string", known.key);
  const operand = text && parseJsonPath(text.value);
  if (operand?.ok) return { ...base, operand: { type: "path", path: operand.value } };
  if (operand && !isSymbolic(known.value))
    report(context, "invalid-path", known.value.span, `${known.key} "${text?.value}" is not a valid JSONPath: ${operand.message}`);
  return undefined;
}

function checkRuleFields(context: ParseContext, rule: ObjectNode, own: readonly string[], top: boolean): void {
  checkFields(context, rule, top ? [...own, ...RULE_FIELDS] : [...own, "Comment"], "A choice rule");
}
