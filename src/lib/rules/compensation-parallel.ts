import { compensatingParallels, staysInBranch } from "./compensating-parallels.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** Compensations side by side, of which one can abort the others: see docs/rules/compensation-parallel.md. */
export const compensationParallel: Rule = {
  id: "compensation-parallel",
  severity: "warning",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    for (const { state, branches } of compensatingParallels(subject)) {
      const aborting = branches.flat().filter((compensation) => !staysInBranch(subject, compensation));
      if (branches.length < 2 || aborting.length === 0) continue;
      findings.push({
        message: `"${state.name}" runs compensations side by side: when ${aborting.map(({ name }) => name).join(" or ")} fails, the others are aborted`,
        state: state.name,
        span: state.nameSpan,
        hint: "Catch States.ALL in each branch and end the branch with what happened; decide after the Parallel.",
      });
    }
    return findings;
  },
};
