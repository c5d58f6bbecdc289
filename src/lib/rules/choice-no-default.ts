import type { ChoiceState, Condition } from "../asl/ast.ts";
import { hasBit } from "../base/bits.ts";
import { analysisOf } from "./failing.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { afterEffect } from "./success-way.ts";

/** A Choice that may match nothing when effects stand: see docs/rules/choice-no-default.md. */
export const choiceNoDefault: Rule = {
  id: "choice-no-default",
  severity: "error",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    for (const { index, state } of analysisOf(subject).graph.places) {
      if (state.type !== "Choice" || state.default !== undefined) continue;
      if (!hasBit(afterEffect(subject), index) || isExhaustive(state)) continue;
      findings.push({
        message: `"${state.name}" has no Default: a value that no rule expects fails the saga with States.NoChoiceMatched, which nothing catches`,
        state: state.name,
        span: state.nameSpan,
        hint: "Give it a Default that leads to the rollback.",
      });
    }
    return findings;
  },
};

/** Whether one of two rules always matches: a test of what a value is, for true and for false; in JSONata an expression and its `$not(…)`. */
function isExhaustive({ choices }: ChoiceState): boolean {
  const tests = new Set(choices.map(({ condition }) => testOf(condition)));
  return choices.some(({ condition }) => {
    const opposite = oppositeOf(condition);
    return opposite !== null && tests.has(opposite);
  });
}

/** `$.payment IsPresent true`, `$exists($payment)`; null for other conditions. */
function testOf(condition: Condition): string | null {
  if (condition.type === "jsonata") return condition.expression.type === "jsonata" ? condition.expression.source.trim() : null;
  return typeTest(condition, (value) => value);
}

function oppositeOf(condition: Condition): string | null {
  const test = testOf(condition);
  if (condition.type === "jsonata") return test === null ? null : `$not(${test})`;
  return typeTest(condition, (value) => !value);
}

function typeTest(condition: Condition, asked: (value: boolean) => boolean): string | null {
  if (condition.type !== "compare" || !condition.operator.startsWith("Is")) return null;
  const { variable, operator, operand } = condition;
  if (operand.type !== "value" || typeof operand.value !== "boolean") return null;
  return `${variable.text} ${operator} ${String(asked(operand.value))}`;
}
