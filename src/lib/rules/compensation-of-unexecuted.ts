import { failingWay } from "../saga/failing-way.ts";
import type { Failure } from "../saga/failures.ts";
import type { SagaModel, SagaStep } from "../saga/model.ts";
import { failuresOf, firstOfEach, listed, nameSpan, whenItFails } from "./failing.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A failure path that undoes what has not been done: see docs/rules/compensation-of-unexecuted.md. */
export const compensationOfUnexecuted: Rule = {
  id: "compensation-of-unexecuted",
  severity: "warning",
  judges: "saga",
  *check(subject: Subject): Generator<Finding> {
    const analysis = failuresOf(subject);
    const found = analysis.failures
      .map((failure) => ({ failure, needless: needlessCompensations(subject.model, failure) }))
      .filter(({ needless }) => needless.length > 0);
    for (const { failure, needless } of firstOfEach(found, ({ failure }) => failure.state)) {
      const [first] = needless;
      const harms = needless.some(({ undo }) => undo === "reverses");
      const compensations = listed(needless.map(({ state }) => state));
      yield {
        message: `${whenItFails(failure)}, ${compensations} ${needless.length > 1 ? "run" : "runs"} although ${listed(needless.flatMap(({ undoes }) => undoes))} did not`,
        state: failure.state,
        span: nameSpan(analysis, failure.state),
        // Cancelling what is not there harms nobody; a refund of what was not paid does.
        ...(harms ? {} : { severity: "info" }),
        hint: `Enter the chain of compensations behind ${compensations}.`,
        path: failingWay(analysis, failure, first ? { by: first.state } : {}),
      };
    }
  },
};

function needlessCompensations(model: SagaModel, { state, open, beside, always, undoneAlways }: Failure): readonly SagaStep[] {
  if ([...undoneAlways.without(open.bits)].every((step) => step === state || beside.has(step))) return [];
  const ran = (step: string): boolean => step === state || open.has(step) || beside.has(step);
  return [...always].flatMap((name) => {
    const step = model.steps.get(name);
    return step !== undefined && step.undoes.length > 0 && !step.undoes.some(ran) ? [step] : [];
  });
}
