import type { StateMachine } from "../asl/ast.ts";
import { allStates } from "../asl/graph.ts";
import { stateFinder } from "./state-at.ts";
import type { Levels } from "./levels.ts";
import { isRuleId, ruleHint, severityOf } from "./levels.ts";
import type { LintFinding } from "./lint-finding.ts";
import type { Suppression } from "./suppressions.ts";
import { covers } from "./suppressions.ts";

/** What is left of findings once the suppressions of a machine are heeded. */
export interface Suppressed {
  /** Those that nothing suppresses, and what is wrong with the suppressions. */
  readonly findings: readonly LintFinding[];
  /** How many are suppressed. */
  readonly count: number;
}

/** Takes out what is suppressed with a reason, and reports suppressions without one, of unknown rules, and of nothing. */
export function suppress(
  findings: readonly LintFinding[],
  suppressions: readonly Suppression[],
  machine: StateMachine,
  levels: Levels,
): Suppressed {
  if (suppressions.length === 0) return { findings, count: 0 };
  const used = new Set<Suppression>();
  const unread = allStates(machine).filter((state) => "retryUnread" in state && state.retryUnread);
  // What was not looked for may be there.
  const mayBeUsed = (each: Suppression): boolean =>
    machine.unread === true || unread.some(({ name, nameSpan }) => covers(each, { state: name, span: nameSpan }));
  const stateAt = stateFinder(machine);
  const left = findings.filter((finding) => {
    const heeded = suppressions.filter((each) => each.rule === finding.rule && each.reason !== "" && covers(each, finding));
    for (const each of heeded) used.add(each);
    return heeded.length === 0;
  });
  const complaints = suppressions.flatMap((each): readonly LintFinding[] => {
    const problem = problemOf(each, used.has(each) || mayBeUsed(each), levels);
    const severity = problem && severityOf(levels, "saga/suppression", problem.severity);
    return problem && severity ? [{ ...problem, severity, rule: "saga/suppression", span: each.span, state: stateAt(each.span) }] : [];
  });
  return { findings: [...left, ...complaints], count: findings.length - left.length };
}

type Problem = Pick<LintFinding, "message" | "severity" | "hint">;

function problemOf({ rule, reason }: Suppression, used: boolean, levels: Levels): Problem | undefined {
  if (!isRuleId(rule)) {
    return { severity: "error", message: `This suppresses "${rule}", and there is no such rule`, hint: ruleHint(rule) };
  }
  if (reason === "") {
    const hint = "Say after the rule why the finding may stand; without a reason it does not hold.";
    return { severity: "error", message: `This suppresses ${rule} without a reason`, hint };
  }
  if (used || severityOf(levels, rule, "error") === undefined) return undefined;
  return { severity: "warning", message: `This suppresses ${rule}, which finds nothing here`, hint: "Remove it." };
}
