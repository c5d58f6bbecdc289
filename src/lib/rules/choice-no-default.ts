import type { ChoiceState, Condition } from "../asl/ast.ts";
import { hasBit } from "../base/bits.ts";
import { analysisOf } from "./failing.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { afterEffect } from "./success-way.ts";

/** A Choice that may match nothing when effects stand: see docs/rules/choice-no-default.md. */
export const choiceNoDefault: Rule = {
  id: "choice-no-default",
  severity: "error",
  judges: "saga",
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

/** Whether one of two rules always matches: a test of what a value is, for true and for false. */
function isExhaustive({ choices }: ChoiceState): boolean {
  const tests = choices.map(({ condition }) => typeTest(condition));
  return tests.some((test) => test !== null && tests.includes(test.replace(/(?:true|false)$/, (word) => String(word === "false"))));
}

/** `$.payment IsPresent true`; null for other conditions. */
function typeTest(condition: Condition): string | null {
  if (condition.type !== "compare" || !condition.operator.startsWith("Is")) return null;
  const { variable, operator, operand } = condition;
  return operand.type === "value" ? `${variable.text} ${operator} ${JSON.stringify(operand.value)}` : null;
}
