import { EXIT, UserError } from "../../base/user-error.ts";
import { isRefusal } from "../../targets/endpoint/describe-failure.ts";
import type { SfnClient } from "../../targets/endpoint/sfn-client.ts";
import { resolveDeployed } from "../machine/resolve-deployed.ts";
import type { MachineReference } from "../machine/locate-machine.ts";
import type { ResolvedMachine } from "../machine/resolve-machine.ts";
import { resolveMachine } from "../machine/resolve-machine.ts";
import type { Place } from "../machine/resolve-remote.ts";

const EXECUTION_ARN = /^arn:[^:]+:states:[^:]+:\d{12}:execution:[^:]+:[^:]+$/;

/** Checks that an ARN is that of an execution whose history can be asked for. @throws UserError that says what it is instead. */
export function checkExecutionArn(arn: string): void {
  if (EXECUTION_ARN.test(arn)) return;
  if (arn.includes(":express:")) {
    throw new UserError(
      `${arn} is an EXPRESS execution, which keeps no history that could be asked for`,
      "Save its events from CloudWatch Logs (level ALL, with execution data), and name them: saga-cli history verify --history FILE --definition DEF.",
    );
  }
  if (arn.includes(":stateMachine:")) throw new UserError(`${arn} is a state machine`, "saga-cli history list names its executions.");
  throw new UserError(
    `${arn} is not the ARN of an execution`,
    "Write arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME. A saved history is named with --history FILE.",
  );
}

/** The machine that an execution ran: the definition that the person names, else the endpoint's own record of it. @throws UserError where there is none. */
export async function resolveExecution(
  client: SfnClient,
  { files, cwd, config }: Place,
  executionArn: string,
  definition?: MachineReference,
  signal?: AbortSignal,
): Promise<ResolvedMachine> {
  checkExecutionArn(executionArn);
  if (definition !== undefined) return resolveMachine(files, cwd, definition);
  try {
    const described = await client.call("DescribeStateMachineForExecution", { executionArn }, { signal });
    return resolveDeployed({ name: described.name ?? "", definition: described.definition ?? "", shownAs: executionArn }, config);
  } catch (error) {
    throw unknownExecution(error, executionArn);
  }
}

/** What it means that an endpoint does not know an execution; any other error as it is. */
export function unknownExecution(error: unknown, executionArn: string): unknown {
  if (!isRefusal(error, "ExecutionDoesNotExist")) return error;
  return new UserError(
    `There is no execution ${executionArn}`,
    "Check --region, --endpoint-url and the name. AWS forgets an execution 90 days after its end.",
    undefined,
    EXIT.target,
  );
}
