import type { QueryLanguage, State } from "./ast.ts";

type StateType = State["type"];

/**
 * Which fields each state type knows, by query language.
 * Source: https://states-language.net/spec.html#state-type-table, and the Step Functions developer guide for the distributed Map.
 */
const COMMON = ["Type", "Comment", "QueryLanguage"];
const TRANSITION = ["Next", "End"];
const RECOVERY = ["Retry", "Catch"];

const BOTH: Record<StateType, readonly string[]> = {
  Task: [...TRANSITION, ...RECOVERY, "Resource", "TimeoutSeconds", "HeartbeatSeconds", "Credentials", "Assign"],
  Pass: [...TRANSITION, "Assign"],
  Choice: ["Choices", "Default", "Assign"],
  Wait: [...TRANSITION, "Seconds", "Timestamp", "Assign"],
  Succeed: [],
  Fail: ["Error", "Cause"],
  Parallel: [...TRANSITION, ...RECOVERY, "Branches", "Assign"],
  Map: [
    ...TRANSITION,
    ...RECOVERY,
    "ItemProcessor",
    "Iterator",
    "ItemSelector",
    "ItemReader",
    "ItemBatcher",
    "ResultWriter",
    "MaxConcurrency",
    "ToleratedFailureCount",
    "ToleratedFailurePercentage",
    "Label",
    "Assign",
  ],
};

const PATHS = ["InputPath", "OutputPath"];
const RESULT = ["Parameters", "ResultPath", "ResultSelector"];

const JSONPATH_ONLY: Record<StateType, readonly string[]> = {
  Task: [...PATHS, ...RESULT, "TimeoutSecondsPath", "HeartbeatSecondsPath"],
  Pass: [...PATHS, "Parameters", "Result", "ResultPath"],
  Choice: PATHS,
  Wait: [...PATHS, "SecondsPath", "TimestampPath"],
  Succeed: PATHS,
  Fail: ["ErrorPath", "CausePath"],
  Parallel: [...PATHS, ...RESULT],
  Map: [...PATHS, ...RESULT, "ItemsPath", "MaxConcurrencyPath", "ToleratedFailureCountPath", "ToleratedFailurePercentagePath"],
};

const JSONATA_ONLY: Record<StateType, readonly string[]> = {
  Task: ["Arguments", "Output"],
  Pass: ["Output"],
  Choice: ["Output"],
  Wait: ["Output"],
  Succeed: ["Output"],
  Fail: [],
  Parallel: ["Arguments", "Output"],
  Map: ["Items", "Output"],
};

/** The names of the eight state types. */
export const STATE_TYPES: ReadonlySet<string> = new Set(Object.keys(BOTH));

const OF_LANGUAGE = { JSONPath: JSONPATH_ONLY, JSONata: JSONATA_ONLY };

/** Every set once: a machine asks for a few of them by the thousand. */
const FIELDS = { JSONPath: new Map<StateType, ReadonlySet<string>>(), JSONata: new Map<StateType, ReadonlySet<string>>() };

/** The fields that a state of this type may have in this query language. */
export function stateFields(type: StateType, language: QueryLanguage): ReadonlySet<string> {
  const known = FIELDS[language].get(type);
  if (known) return known;
  const fields = new Set([...COMMON, ...BOTH[type], ...OF_LANGUAGE[language][type]]);
  FIELDS[language].set(type, fields);
  return fields;
}

/** Whether a field belongs to the other query language: a mixed machine, not a misspelt field. */
export function isOtherLanguageField(type: StateType, language: QueryLanguage, key: string): boolean {
  return OF_LANGUAGE[language === "JSONPath" ? "JSONata" : "JSONPath"][type].includes(key);
}

/** Whether a name is one of the eight state types. */
export function isStateType(name: string): name is StateType {
  return STATE_TYPES.has(name);
}
