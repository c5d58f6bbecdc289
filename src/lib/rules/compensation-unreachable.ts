import { transitionsOf } from "../asl/graph.ts";
import { dataFlowOf } from "../saga/data-flow.ts";
import type { FailureAnalysis } from "../saga/failures.ts";
import { everAfter, machineGraph } from "../saga/machine-graph.ts";
import { failuresOf, listed, nameSpan } from "./failing.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A compensation that no path reaches: see docs/rules/compensation-unreachable.md. */
export const compensationUnreachable: Rule = {
  id: "compensation-unreachable",
  severity: "error",
  judges: "saga",
  *check(subject: Subject): Generator<Finding> {
    const analysis = failuresOf(subject);
    const dead = deadChoices(subject, analysis);
    const reached = reachedWithout(subject, dead);
    for (const { state, undoes } of subject.model.steps.values()) {
      if (undoes.length === 0 || reached.has(state)) continue;
      const behind = analysis.effects.entering[analysis.graph.states.get(state)?.index ?? -1] !== undefined;
      yield {
        message: behind
          ? `${state} runs only after ${listed([...dead])}, which fails with States.Runtime whenever it is reached, so nothing undoes ${listed(undoes)}`
          : `No path leads to ${state}, so nothing undoes ${listed(undoes)}`,
        state,
        span: nameSpan(analysis, state),
        hint: behind
          ? `Let ${listed([...dead])} test what is there when it is reached.`
          : "Name it in the Next of a catcher, or of the compensation that runs before it.",
      };
    }
  },
};

/** The Choices to which one transition leads, on which what they test is never set: States.Runtime ends the execution there. */
function deadChoices({ machine, model }: Subject, { graph }: FailureAnalysis): ReadonlySet<string> {
  const ways = new Map<string, number>();
  for (const { state } of graph.states.values()) {
    for (const { target } of transitionsOf(state)) ways.set(target.value, (ways.get(target.value) ?? 0) + 1);
  }
  const { missing, caught } = dataFlowOf(machine, model);
  const failing = [...missing, ...caught].map(({ reader }) => reader.state);
  return new Set(failing.filter(({ type, name }) => type === "Choice" && ways.get(name) === 1).map(({ name }) => name));
}

function reachedWithout({ machine }: Subject, dead: ReadonlySet<string>): ReadonlySet<string> {
  const start = machine.startAt.value;
  return new Set([start, ...everAfter(machineGraph(machine), [start], dead)]);
}
