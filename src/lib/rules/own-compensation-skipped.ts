import { undoOnlySuccess } from "../saga/dataflow/undo-only-success.ts";
import { reachable } from "../saga/graph/machine-graph.ts";
import { failingWay } from "../saga/failures/failing-way.ts";
import type { Failure } from "../saga/failures/failures.ts";
import { analysisOf, nameSpan } from "./failing.ts";
import { firstOfEach } from "./first-of.ts";
import { listed } from "./listed.ts";
import { taskTimeouts } from "./rollback-failures.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { isOwed, undoneBy } from "./step-sets.ts";

/** A step that times out and is not undone itself: see docs/rules/own-compensation-skipped.md. */
export const ownCompensationSkipped: Rule = {
  id: "own-compensation-skipped",
  severity: "warning",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    const analysis = analysisOf(subject);
    const skipped = taskTimeouts(subject).filter((failure) => skipsOwn(subject, failure));
    for (const failure of firstOfEach(skipped, ({ state }) => state)) {
      const step = subject.model.steps.get(failure.state);
      const own = step?.compensations ?? [];
      const compensations = listed(own);
      const need = step && undoOnlySuccess(analysis.graph, step) ? NEEDS_NAME : NEEDS_CARE;
      findings.push({
        message: `When ${failure.state} times out it may have taken effect, and ${compensations} ${own.length > 1 ? "do" : "does"} not run`,
        state: failure.state,
        span: nameSpan(analysis, failure.state),
        hint: `Lead States.Timeout through ${compensations}, which must ${need}.`,
        path: failingWay(analysis, failure),
      });
    }
    return findings;
  },
};

const NEEDS_CARE = "do no harm where there is nothing to undo";
/** It reads the result now, which a step that timed out has not left. */
const NEEDS_NAME = "find the effect without the step's result: by a name or a key that was chosen before";

function skipsOwn(subject: Subject, failure: Failure): boolean {
  const { state, target, some } = failure;
  const step = subject.model.steps.get(state);
  if (target === null || step === undefined || !isOwed(step) || step.compensations.length === 0 || undoneBy(step, some)) return false;
  return analysisOf(subject).endings.mayFail(target) || isReplaced(subject, state, target);
}

/** Whether another step takes the place of the one whose failure leads there: if that one succeeds, both may have taken effect. */
function isReplaced(subject: Subject, state: string, target: string): boolean {
  const alternatives = subject.model.detours.filter((detour) => detour.state === state).map(({ alternative }) => alternative);
  if (alternatives.length === 0) return false;
  const ahead = reachable(analysisOf(subject).graph, [target]);
  return alternatives.some((alternative) => ahead.includes(alternative));
}
