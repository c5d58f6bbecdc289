import type { JsonValue } from "../../src/lib/base/json.ts";
import { isObject, objectOf } from "../../src/lib/base/json.ts";
import type { AwsHistoryEvent } from "../../src/lib/history/aws-json.ts";
import { comparableEvents } from "./comparable-events.ts";
import { sameTree } from "./event-tree.ts";
import type { Difference } from "./first-difference.ts";
import { firstDifference } from "./first-difference.ts";
import type { Placeholders } from "./placeholders.ts";
import { placeholdersOf } from "./placeholders.ts";
import type { EventJson, RecordedCase } from "./recorded-case.ts";
import { runsConcurrently } from "./runs-concurrently.ts";
import { shown } from "./shown.ts";

/** How a run compares with its recording; `exact-unordered`: the same but for the order in which concurrent lines took their turns. */
export type Comparison =
  | { readonly verdict: "exact" | "exact-unordered" }
  /** `difference` shows the first one: event, path, expected and got. */
  | { readonly verdict: "different"; readonly difference: string };

const EXACT: Comparison = { verdict: "exact" };
const UNORDERED: Comparison = { verdict: "exact-unordered" };

/** Compares a history in AWS's shape with the recorded events of a case, by the rules of docs/conformance.md. */
export function compareHistory(recorded: RecordedCase, events: readonly EventJson[], history: readonly AwsHistoryEvent[]): Comparison {
  const placeholders = placeholdersOf(recorded);
  const { expected, actual, zeroed } = comparableEvents(recorded, events, history);
  const sameTypes = typesOf(expected).join() === typesOf(actual).join();
  const sameSetOfTypes = sameTypes || typesOf(expected).sort().join() === typesOf(actual).sort().join();
  if (zeroed) return sameSetOfTypes ? compareSets(expected, actual, placeholders) : different(sequenceDifference(expected, actual));

  const inOrder = sameTypes ? firstDifferentEvent(expected, actual, placeholders) : undefined;
  if (sameTypes && inOrder === undefined) return EXACT;
  const concurrent = sameSetOfTypes && runsConcurrently(JSON.parse(recorded.definition) as JsonValue);
  if (concurrent && sameTree(expected, actual, (e, a) => differenceIgnoringIds(e, a, placeholders) === undefined)) return UNORDERED;
  if (inOrder !== undefined) return different(inOrder);
  if (!concurrent) return different(sequenceDifference(expected, actual));
  const sets = compareSets(expected, actual, placeholders);
  return sets.verdict === "different" ? sets : different("the same events, but in other lines");
}

function typesOf(events: readonly EventJson[]): string[] {
  return events.map(({ type }) => type);
}

function different(difference: string): Comparison {
  return { verdict: "different", difference };
}

function firstDifferentEvent(expected: readonly EventJson[], actual: readonly EventJson[], placeholders: Placeholders): string | undefined {
  for (const [index, event] of expected.entries()) {
    const difference = firstDifference(event, actual[index]!, placeholders);
    if (difference !== undefined) return eventDifference(`#${index + 1} ${event.type}`, difference);
  }
  return undefined;
}

/** Whether each expected event has an actual one of its own, whatever ids and order. */
function compareSets(expected: readonly EventJson[], actual: readonly EventJson[], placeholders: Placeholders): Comparison {
  const left = [...actual];
  for (const event of expected) {
    const found = left.findIndex((other) => event.type === other.type && differenceIgnoringIds(event, other, placeholders) === undefined);
    if (found === -1) return different(`some ${nearestDifference(event, left, placeholders)}`);
    left.splice(found, 1);
  }
  return UNORDERED;
}

function nearestDifference(event: EventJson, left: readonly EventJson[], placeholders: Placeholders): string {
  const other = left.find(({ type }) => type === event.type);
  const difference = other === undefined ? undefined : differenceIgnoringIds(event, other, placeholders);
  return difference === undefined ? `${event.type}: there is none left` : eventDifference(event.type, difference);
}

function differenceIgnoringIds(expected: EventJson, actual: EventJson, placeholders: Placeholders): Difference | undefined {
  return firstDifference(withoutIds(expected), withoutIds(actual), placeholders);
}

function withoutIds(event: EventJson): JsonValue {
  return objectOf(Object.entries(event).filter(([key]) => key !== "id" && key !== "previousEventId"));
}

function eventDifference(event: string, { path, expected, actual }: Difference): string {
  return `${event}${path}: expected ${shown(expected)}, got ${shown(actual)}`;
}

function sequenceDifference(expected: readonly EventJson[], actual: readonly EventJson[]): string {
  const index = expected.findIndex(({ type }, at) => actual[at]?.type !== type);
  const at = index === -1 ? expected.length : index;
  const counts = `(expected ${expected.length} events, got ${actual.length})`;
  return `#${at + 1}: expected ${expected[at]?.type ?? "no event"}, got ${actual[at]?.type ?? "no event"} ${counts}${ending(actual)}`;
}

/** Why an execution failed often explains why its history is another. */
function ending(actual: readonly EventJson[]): string {
  const last = actual.at(-1);
  if (last === undefined || !/^Execution(Failed|Aborted|TimedOut)$/.test(last.type)) return "";
  return `; ended with ${shown(objectOf(Object.entries(last).filter(([, value]) => isObject(value))))}`;
}
