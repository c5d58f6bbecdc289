import type { TargetExecution } from "../targets/target.ts";
import type { Children, NestedExecution } from "../verify/children.ts";
import type { ResolvedMachine } from "./resolve-machine.ts";

/** What an embedded execution started, as the verifier wants it: other nested executions were made up by mocks. */
export function childrenOf(execution: TargetExecution, { nested }: ResolvedMachine): Children {
  const known = execution.nested.flatMap(({ executionArn: arn, machineName, events: history }): readonly NestedExecution[] => {
    const machine = nested.find(({ name }) => name === machineName);
    return machine === undefined ? [] : [{ arn, history, model: machine.model }];
  });
  return { nested: known, mapRuns: mapRunsOf(execution), othersAreMocked: true };
}

/** The Map runs of an execution, as the verifier wants them. */
export function mapRunsOf({ mapRuns }: Pick<TargetExecution, "mapRuns">): Children["mapRuns"] {
  return mapRuns.map(({ arn, executions }) => ({
    arn,
    executions: executions.map(({ executionArn, events }) => ({ arn: executionArn, history: events })),
  }));
}
