import { UNNAMED } from "../saga/failures/error-classes.ts";
import { failingWay } from "../saga/failures/failing-way.ts";
import type { FailureAnalysis } from "../saga/failures/failures.ts";
import { leftBeside } from "../saga/failures/left-beside.ts";
import type { SagaStep } from "../saga/model.ts";
import type { EscapingFailure } from "./escaping-failures.ts";
import { escapingFailures } from "./escaping-failures.ts";
import { analysisOf, nameSpan, whenItFails } from "./failing.ts";
import { firstOfEach } from "./first-of.ts";
import { listed } from "./listed.ts";
import { isCompensation } from "./recovery-chain.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { owed } from "./step-sets.ts";

/** A Parallel or Map that fails and leaves the effects of its other flows: see docs/rules/parallel-partial-compensation.md. */
export const parallelPartialCompensation: Rule = {
  id: "parallel-partial-compensation",
  severity: "error",
  check(subject: Subject): readonly Finding[] {
    // That a compensation fails is a second failure, and said by compensation-no-catch.
    const escaping = escapingFailures(subject)
      .filter(({ failure }) => !isCompensation(subject, failure.state))
      .map((each) => ({ ...each, left: leftBy(subject, each) }));
    const found = escaping.filter(({ left }) => left.length > 0);
    if (found.length === 0) return [];
    const findings: Finding[] = [];
    const analysis = analysisOf(subject);
    const undone = new Set(escaping.filter(({ left }) => left.length === 0).map(errorAt));
    const isOfAnother = (each: EscapingFailure): boolean => undone.has(errorAt(each)) && isNamedAround(analysis, each);
    const inOrder = [...found.filter((each) => !isOfAnother(each)), ...found.filter(isOfAnother)];
    for (const each of firstOfEach(inOrder, ({ holder }) => holder.name)) {
      const { holder, failure, left } = each;
      const kept = listed(left.map(({ state }) => state));
      const iterations = holder.type === "Map" ? " of other iterations" : "";
      findings.push({
        message: `${whenItFails(failure)}, ${holder.name} fails, and nothing undoes ${kept}${iterations}`,
        state: holder.name,
        span: nameSpan(analysis, holder.name),
        hint: `Let each ${holder.type === "Map" ? "iteration" : "branch"} catch its errors and return a status; or catch States.ALL in ${holder.name} and compensate every one there.`,
        path: failingWay(analysis, failure),
        ...(isOfAnother(each) ? { severity: "info" } : {}),
      });
    }
    return findings;
  },
};

/** The steps in the other flows of the holder whose effect may stand, and that nothing undoes then. */
function leftBy(subject: Subject, { holder, flow, failure }: EscapingFailure): readonly SagaStep[] {
  return owed(subject, leftBeside(analysisOf(subject), subject.model, { state: holder, flow }, failure));
}

/** The Parallel or Map with the error that ends it. */
function errorAt({ holder, failure }: EscapingFailure): string {
  return JSON.stringify([holder.name, failure.error]);
}

/** Whether only the Catch around the branches names the error, and not every task may raise it: another branch may be meant. */
function isNamedAround({ graph }: FailureAnalysis, { holder, failure: { state, error, handler } }: EscapingFailure): boolean {
  if (error === null || error === UNNAMED || handler !== holder.name || /^(?:States|Lambda)\./.test(error)) return false;
  const task = graph.states.get(state)?.state;
  return task?.type === "Task" && !task.retry.some(({ errorEquals }) => errorEquals.some(({ value }) => value === error));
}
