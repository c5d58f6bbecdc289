import type { State, TaskState } from "../asl/ast.ts";
import { holdersOf } from "../saga/graph/machine-graph.ts";
import { taskIntegration } from "../saga/words/task-integration.ts";
import { analysisOf } from "./failing.ts";
import { iterationsOverlap } from "./iterations-overlap.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A nested saga that may be stopped in the middle: see docs/rules/nested-saga-abort.md. */
export const nestedSagaAbort: Rule = {
  id: "nested-saga-abort",
  severity: "warning",
  check(subject: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    for (const { state } of analysisOf(subject).graph.places) {
      const stopper = state.type === "Task" && runsExecution(state) ? whatStops(subject, state) : null;
      if (stopper === null) continue;
      findings.push({
        message: `"${state.name}" runs a nested execution that ${stopper} stops where it is: its own rollback never runs`,
        state: state.name,
        span: state.nameSpan,
        hint: "Let it run alone: in sequence, or beside branches that catch their own errors; and without a TimeoutSeconds of the whole machine.",
      });
    }
    return findings;
  },
};

function runsExecution(state: TaskState): boolean {
  const { action, pattern } = taskIntegration(state);
  return action === "startExecution" && (pattern === "sync" || pattern === "sync:2");
}

function whatStops(subject: Subject, { name }: TaskState): string | null {
  const { graph } = analysisOf(subject);
  const holder = holdersOf(graph, name).find(({ state }) => hasSiblings(state))?.state;
  if (holder !== undefined) return `a failure beside it in "${holder.name}"`;
  return subject.machine.timeoutSpan === undefined ? null : "the machine's TimeoutSeconds";
}

/** Whether its branches or iterations run at the same time. */
function hasSiblings(state: State): boolean {
  if (state.type === "Parallel") return state.branches.length > 1;
  return state.type === "Map" && iterationsOverlap(state);
}
