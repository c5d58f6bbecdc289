import type { JsonObject, JsonValue } from "../base/json.ts";
import { deepEqual } from "../base/json.ts";
import type { HistoryEvent } from "../history/event.ts";
import type { Payload } from "../history/payload.ts";
import { payloadValue } from "../history/payload.ts";
import type { SagaModel } from "../saga/model.ts";
import { verdictFailures } from "../verify/verdict-failures.ts";
import type { Problem } from "./case-result.ts";
import { eventState } from "./event-state.ts";
import { isPartOf } from "./is-part-of.ts";
import type { Observation } from "./observation.ts";
import type { PreparedScenario } from "./prepare-scenario.ts";
import { configuredResidue, mergedResidue, unexpectedResidue } from "./residue.ts";
import type { Expectation, ExpectedEvent } from "./scenario.ts";

/** Everything in which an execution is not as its scenario expects; the observation has details. */
export function judgeScenario(observation: Observation, prepared: PreparedScenario, strict: boolean): readonly Problem[] {
  const { scenario, faults, resolved } = prepared;
  const { hits, verdict, status } = observation;
  const outcome = scenario.expectations.find((one) => one.type === "outcome")?.want;
  const missedFaults = faults.filter((_, index) => hits[index] === 0);
  const expected = scenario.expectations.flatMap((expectation) => unmet(expectation, observation, resolved.model));
  const missed = missedFaults.map((fault): Problem => {
    const location = scenario.faults[faults.indexOf(fault)]?.location;
    return { message: `The fault ${fault.text} was never hit.`, ...(location === undefined ? {} : { location }) };
  });
  const isOther = outcome !== undefined && outcome !== verdict.outcome;
  // An outcome that is not the expected one has been said with its line already.
  const failures = isOther
    ? []
    : verdictFailures(verdict, { status, strict, missedFaults: [], ...(outcome === undefined ? {} : { expect: outcome }) });
  return [
    ...missed,
    ...expected,
    ...failures.map((message) => ({ message, location: scenario.location })),
    ...residueProblems(observation, prepared),
  ];
}

function unmet(expectation: Expectation, observation: Observation, model: SagaModel): readonly Problem[] {
  const { type, location } = expectation;
  switch (expectation.type) {
    case "status":
    case "error":
      return differing(type, expectation.want, observation[expectation.type], location);
    case "outcome":
      return differing(type, expectation.want, observation.verdict.outcome, location);
    case "compensations": {
      const want = expectation.want.map(({ value }) => value);
      return differing(type, want, compensationsRun(observation, model), location);
    }
    case "output":
      if (isPartOf(expectation.want, observation.output)) return [];
      return [{ message: "The output is not as expected.", expected: expectation.want, actual: observation.output, location }];
    case "item":
      return itemProblems(expectation, observation);
    case "events":
      return eventProblems(expectation.want, observation.details?.history ?? []);
  }
}

function differing(what: string, expected: JsonValue, actual: JsonValue, location: Problem["location"]): readonly Problem[] {
  const is = what === "compensations" ? "The compensations are not as expected." : `The ${what} is not as expected.`;
  return deepEqual(expected, actual) ? [] : [{ message: is, expected, actual, ...(location === undefined ? {} : { location }) }];
}

/** The compensations that ran to their end, in that order. */
function compensationsRun({ visits }: Observation, model: SagaModel): readonly string[] {
  return visits
    .filter(({ state, attempts, failure }) => model.steps.get(state)?.role === "compensation" && attempts > 0 && failure === null)
    .map(({ state }) => state);
}

function itemProblems(
  { table, key, want, location }: Extract<Expectation, { type: "item" }>,
  { details }: Observation,
): readonly Problem[] {
  const items = details?.after?.[table.value] ?? [];
  const found = items.find((item) => isPartOf(key, item));
  const name = `The item ${JSON.stringify(key)} of ${table.value}`;
  if (want === "absent") return found === undefined ? [] : [{ message: `${name} is there.`, expected: null, actual: found, location }];
  if (found === undefined) return [{ message: `${name} is not there.`, expected: want, actual: null, location }];
  if (isPartOf(want, found)) return [];
  return [{ message: `${name} is not as expected.`, expected: want, actual: found, location }];
}

/** The events in their order, others between them; the first that is not found is a problem. */
function eventProblems(want: readonly ExpectedEvent[], history: readonly HistoryEvent[]): readonly Problem[] {
  const stateOf = eventState(history);
  let from = 0;
  for (const { location, ...expected } of want) {
    const found = history.findIndex((event, index) => index >= from && isEvent(expected, event, stateOf(event)));
    if (found === -1) {
      const after = from === 0 ? "" : ` after event ${from}`;
      return [{ message: `The history holds no such event${after}.`, expected: { ...expected }, actual: null, location }];
    }
    from = found + 1;
  }
  return [];
}

function isEvent({ type, state, details }: Omit<ExpectedEvent, "location">, event: HistoryEvent, own: string | null): boolean {
  if (type !== undefined && type !== event.type) return false;
  if (state !== undefined && state !== own) return false;
  return details === undefined || Object.entries(details).every(([key, value]) => isPartOf(value, detail(event, key)));
}

function detail({ details }: HistoryEvent, key: string): JsonValue | undefined {
  const entry = Object.entries(details as Readonly<Record<string, Payload>>).find(([name]) => name === key);
  return entry && payloadValue(entry[1]);
}

function residueProblems(observation: Observation, { scenario, resolved }: PreparedScenario): readonly Problem[] {
  const named = scenario.expectations.filter((one) => one.type === "item");
  const isNamed = (table: string, after: JsonObject | null): boolean =>
    named.some(
      (one) => one.table.value === table && (after === null ? one.want === "absent" : one.want !== "absent" && isPartOf(one.key, after)),
    );
  return unexpectedResidue(observation, mergedResidue(configuredResidue(resolved), scenario.residue))
    .filter(({ table, after }) => !isNamed(table, after))
    .map(({ table, key, before, after }) => ({
      message: `Unexpected residue in ${table}: ${JSON.stringify(key)}.`,
      expected: before,
      actual: after,
      location: scenario.location,
    }));
}
