import type { State } from "../asl/ast.ts";
import { allStates, nestedFlows } from "../asl/graph.ts";
import { dropBit, noBits } from "../base/bits.ts";
import { indexOf } from "../saga/graph/machine-graph.ts";
import { stateSet } from "../saga/graph/state-set.ts";
import { compensatingParallels, staysInBranch } from "./compensating-parallels.ts";
import { compensatingTasks } from "./compensating-states.ts";
import { analysisOf } from "./failing.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { rollsBack } from "./step-sets.ts";
import { catchersAround } from "./uncaught-errors.ts";

/** A compensation whose failure ends the rollback: see docs/rules/compensation-no-catch.md. */
export const compensationNoCatch: Rule = {
  id: "compensation-no-catch",
  severity: "warning",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    const { graph } = analysisOf(subject);
    for (const state of failing(subject)) {
      if (catchersAround(graph, state.name).length > 0) continue;
      const isLast = !goesOn(subject, state);
      const redrive = subject.type === "STANDARD" ? " For 14 days it can be redriven from here." : "";
      findings.push({
        message: `"${state.name}" has no Catch: when it fails for good, ${isLast ? "the rollback ends there" : "the rest of the rollback is abandoned"}`,
        state: state.name,
        span: state.nameSpan,
        hint: `Catch States.ALL, put the failure on record and ${isLast ? "fail then" : "go on with the rollback"}; a Catch that goes straight to a Fail helps nobody.${redrive}`,
      });
    }
    return findings;
  },
};

/** Whether a compensation would have followed. */
function goesOn(subject: Subject, state: State): boolean {
  const { graph, after } = analysisOf(subject);
  const rest = after.some[indexOf(graph, state.name)]?.slice() ?? noBits(graph.names.length);
  dropBit(rest, indexOf(graph, state.name));
  for (const flow of nestedFlows(state)) for (const { name } of allStates(flow)) dropBit(rest, indexOf(graph, name));
  return rollsBack(subject, stateSet(graph, rest));
}

/** Compensating tasks, and the Parallels around them that one of them can fail. */
function failing(subject: Subject): readonly State[] {
  const tasks = compensatingTasks(subject).map(({ state }) => state);
  const parallels = compensatingParallels(subject).filter(({ branches }) =>
    branches.some((tasks) => tasks.some((compensation) => !staysInBranch(subject, compensation))),
  );
  return [...tasks, ...parallels.map(({ state }) => state)];
}
