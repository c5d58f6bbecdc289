const EXITED_FROM =
  "AWS changed where the MapStateExited of a distributed Map points: to MapRunSucceeded in recordings up to August 2024, to MapRunStarted in those from November 2024 on. The engine follows the former, which most recordings show.";

/** Recordings that the engine does not follow, by case, with the reason why. A case that starts to agree must leave this list. */
export const knownDivergences: ReadonlyMap<string, string> = new Map([
  [
    "scenarios/test_base_scenarios::TestBaseScenarios::test_lambda_service_invoke_with_retry_extended_input",
    "Recorded in October 2023, before executions could be redriven; every later recording of the context object has Execution.RedriveCount.",
  ],
  ["activities/test_activities::TestActivities::test_activity_task", "The name of the worker that took the activity is not in the case."],
  [
    "activities/test_activities::TestActivities::test_activity_task_with_heartbeat",
    "The name of the worker that took the activity is not in the case.",
  ],
  ["scenarios/test_base_scenarios::TestBaseScenarios::test_map_state_config_distributed_item_selector_parameters", EXITED_FROM],
  ["scenarios/test_base_scenarios::TestBaseScenarios::test_map_state_nested_config_distributed", EXITED_FROM],
]);

/** Why a case of class `other` cannot be run from its file alone, by what its `other_because` names. */
export const outOfReach: ReadonlyMap<string, string> = new Map([
  ["item-reader", "what a distributed Map read from S3 is not in the case"],
  ["result-writer", "what a distributed Map wrote to S3 is not in the case"],
  ["task-in-distributed-map", "what a function answered in the child executions of a distributed Map is not in the case"],
  ["no-history-to-take-mocks-from", "what a function answered is not in the case"],
  ["task-in-zeroed-section", "what a function answered is not in the case"],
  ["stopped-by-the-caller", "when the caller stopped the execution is not in the case"],
  ["history-taken-before-the-end", "the recording stops before the execution ends"],
]);
