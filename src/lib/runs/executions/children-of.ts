import type { Config } from "../../config/config.ts";
import type { TargetExecution } from "../../targets/target.ts";
import type { Children, NestedExecution } from "../../verify/children.ts";
import { resolveDeployed } from "../machine/resolve-deployed.ts";
import type { ResolvedMachine } from "../machine/resolve-machine.ts";

/** What an embedded execution started, as the verifier wants it: other nested executions were made up by mocks. */
export function childrenOf(execution: TargetExecution, { nested }: ResolvedMachine): Children {
  const known = execution.nested.flatMap(({ executionArn: arn, machineName, events: history }): readonly NestedExecution[] => {
    const machine = nested.find(({ name }) => name === machineName);
    return machine === undefined ? [] : [{ arn, history, model: machine.model }];
  });
  return { nested: known, mapRuns: mapRunsOf(execution), othersAreMocked: true };
}

/** What an execution at an endpoint started, as the verifier wants it: each nested one is judged by the definition that it ran. */
export function remoteChildren(execution: Pick<TargetExecution, "nested" | "mapRuns">, config: Config): Children {
  const nested = execution.nested.map(({ executionArn: arn, machineName: name, definition = "{}", events: history }): NestedExecution => {
    const { model } = resolveDeployed({ name, definition, shownAs: arn }, config);
    return { arn, history, model };
  });
  return { nested, mapRuns: mapRunsOf(execution) };
}

/** The Map runs of an execution, as the verifier wants them. */
function mapRunsOf({ mapRuns }: Pick<TargetExecution, "mapRuns">): Children["mapRuns"] {
  return mapRuns.map(({ arn, executions }) => ({
    arn,
    executions: executions.map(({ executionArn, events }) => ({ arn: executionArn, history: events })),
  }));
}
