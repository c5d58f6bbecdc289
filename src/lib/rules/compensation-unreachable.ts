import type { Condition } from "../asl/ast.ts";
import { dataFlowOf } from "../saga/dataflow/data-flow.ts";
import type { Reader } from "../saga/dataflow/data-trace.ts";
import type { FailureAnalysis } from "../saga/failures/failures.ts";
import { everAfter, indexOf, machineGraph } from "../saga/graph/machine-graph.ts";
import { analysisOf, nameSpan } from "./failing.ts";
import { listed } from "./listed.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A compensation that no path reaches: see docs/rules/compensation-unreachable.md. */
export const compensationUnreachable: Rule = {
  id: "compensation-unreachable",
  severity: "error",
  check(subject: Subject): readonly Finding[] {
    const analysis = analysisOf(subject);
    const dead = deadChoices(subject);
    if (dead.size === 0 && [...subject.model.steps.values()].every((step) => step.undoes.length === 0 || isEntered(analysis, step.state)))
      return [];
    const findings: Finding[] = [];
    const reached = reachedWithout(subject, dead);
    for (const { state, undoes } of subject.model.steps.values()) {
      if (undoes.length === 0 || reached.has(state)) continue;
      const behind = isEntered(analysis, state);
      findings.push({
        message: behind
          ? `${state} runs only after ${listed([...dead])}, which fails whenever it is reached, so nothing undoes ${listed(undoes)}`
          : `No path leads to ${state}, so nothing undoes ${listed(undoes)}`,
        state,
        span: nameSpan(analysis, state),
        hint: behind
          ? `Let ${listed([...dead])} test what is there when it is reached.`
          : "Name it in the Next of a catcher, or of the compensation that runs before it.",
      });
    }
    return findings;
  },
};

/** Whether some way leads to the state, as far as transitions and catchers tell. */
function isEntered({ graph, effects }: FailureAnalysis, state: string): boolean {
  return effects.entering[indexOf(graph, state)] !== undefined;
}

/** The Choices that always read what is not there: an error that nobody catches ends the execution there. */
function deadChoices({ machine, model }: Subject): ReadonlySet<string> {
  const { missing, caught } = dataFlowOf(machine, model);
  const dead = [...missing, ...caught].filter(({ reader, always }) => always && !reader.optional && isAskedFirst(reader));
  return new Set(dead.map(({ reader }) => reader.state.name));
}

/** Whether a Choice reads it before it asks anything else: by what comes later it may have been left. */
function isAskedFirst({ state, span }: Reader): boolean {
  const rule = state.type === "Choice" ? state.choices[0] : undefined;
  if (rule === undefined) return false;
  const first = firstOf(rule.condition);
  return first.span.start <= span.start && span.end <= first.span.end;
}

function firstOf(condition: Condition): Condition {
  switch (condition.type) {
    case "and":
    case "or":
      return condition.conditions[0] ? firstOf(condition.conditions[0]) : condition;
    case "not":
      return firstOf(condition.condition);
    case "compare":
    case "jsonata":
      return condition;
  }
}

function reachedWithout({ machine }: Subject, dead: ReadonlySet<string>): ReadonlySet<string> {
  const start = machine.startAt.value;
  return new Set([start, ...everAfter(machineGraph(machine), [start], dead)]);
}
