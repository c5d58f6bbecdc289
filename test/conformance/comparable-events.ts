import type { JsonObject } from "../../src/lib/base/json.ts";
import { isObject, objectOf } from "../../src/lib/base/json.ts";
import type { AwsHistoryEvent } from "../../src/lib/history/aws-json.ts";
import { canonical } from "./canonical.ts";
import type { EventJson, RecordedCase } from "./recorded-case.ts";
import { withZeroedParallels } from "./zeroed-parallels.ts";

/** Both histories of a case, ready to be compared event by event. */
export interface ComparableEvents {
  readonly expected: readonly EventJson[];
  readonly actual: readonly EventJson[];
  /** The recording has lost ids inside Parallels, so only its set of events can be compared. */
  readonly zeroed: boolean;
}

/** Drops from both what a run cannot repeat: timestamps, names made for the recording, what a mock cannot say, ids that the recording lost. */
export function comparableEvents(
  recorded: RecordedCase,
  events: readonly EventJson[],
  history: readonly AwsHistoryEvent[],
): ComparableEvents {
  const submittedOutput = recorded.class !== "mocked";
  const prepare = (event: EventJson): EventJson => canonical(without(event, submittedOutput)) as EventJson;
  const expected = events.map(prepare);
  const actual = replaced(history, recorded.replace).map(prepare);
  const zeroed = expected.some(({ id }) => id === 0);
  return { expected, actual: zeroed ? withZeroedParallels(actual) : actual, zeroed };
}

/** Without its timestamp, and without what a service said at submission where a mock answered: it says only how the task ended. */
function without(event: EventJson, submittedOutput: boolean): JsonObject {
  const { timestamp: _, ...rest } = event;
  const submitted = rest["taskSubmittedEventDetails"];
  if (submittedOutput || !isObject(submitted)) return rest;
  return { ...rest, taskSubmittedEventDetails: objectOf(Object.entries(submitted).filter(([key]) => !key.startsWith("output"))) };
}

/** The history after the case's replacements, in their order; one that would spoil the JSON is left out. */
function replaced(history: readonly AwsHistoryEvent[], replacements: RecordedCase["replace"]): readonly EventJson[] {
  let text = JSON.stringify(history);
  for (const [pattern, replacement] of replacements) {
    const next = pattern.startsWith("re:")
      ? replacedByRegex(text, pattern.slice(3), replacement)
      : text.replaceAll(pattern, () => replacement);
    if (next !== text && isJson(next)) text = next;
  }
  return JSON.parse(text) as readonly EventJson[];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A recording's expressions are Python's, of which `(?i)` is all that needs saying otherwise. */
function replacedByRegex(text: string, pattern: string, replacement: string): string {
  const ignoreCase = pattern.startsWith("(?i)");
  return text.replaceAll(new RegExp(ignoreCase ? pattern.slice(4) : pattern, ignoreCase ? "gi" : "g"), () => replacement);
}
