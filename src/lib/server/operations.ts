import { activityOperations } from "./activity-operations.ts";
import { aliasOperations } from "./alias-operations.ts";
import { definitionOperations } from "./definition-operations.ts";
import { executionOperations } from "./execution-operations.ts";
import { historyOperations } from "./history-operations.ts";
import { mapRunOperations } from "./map-run-operations.ts";
import type { Operation } from "./operation.ts";
import { stateMachineOperations } from "./state-machine-operations.ts";
import { tagOperations } from "./tag-operations.ts";
import { taskOperations } from "./task-operations.ts";
import { testStateOperations } from "./test-state-operation.ts";
import { versionOperations } from "./version-operations.ts";

/** The operations of the Step Functions API by name. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    ...stateMachineOperations,
    ...versionOperations,
    ...aliasOperations,
    ...tagOperations,
    ...executionOperations,
    ...historyOperations,
    ...mapRunOperations,
    ...taskOperations,
    ...activityOperations,
    ...definitionOperations,
    ...testStateOperations,
  }),
);
