import { ApiError } from "../targets/embedded/api-error.ts";
import type { ExecutionRecord } from "../targets/embedded/execution-record.ts";
import type { World } from "../targets/world/world.ts";
import { readArn } from "./arns.ts";

/** The STANDARD execution of that ARN; an ApiError where there is none. */
export function standardExecution(world: World, executionArn: string): ExecutionRecord {
  readArn(executionArn, "execution");
  const record = world.executions.get(executionArn);
  if (record === undefined) throw new ApiError("ExecutionDoesNotExist", `Execution Does Not Exist: '${executionArn}'`);
  return record;
}
