import type { JsonObject, JsonValue } from "../base/json.ts";
import { isObject, member } from "../base/json.ts";
import { didYouMean, nearNames } from "../base/near-names.ts";
import type { UserErrorLocation } from "../base/user-error.ts";
import { UserError } from "../base/user-error.ts";
import type { MockConfig, MockedAnswer, MockedAttempts, MockedResponse, MockTestCase } from "./mock-config.ts";

/** Where the value at a path of keys stands in the file. */
export type LocateMock = (path: readonly string[]) => UserErrorLocation;

/**
 * Reads the parsed JSON of a mock configuration file; a UserError says what is wrong with it and where.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html
 */
export function parseMockConfig(json: JsonValue, locate: LocateMock): MockConfig {
  const file: Place = { value: json, path: [], locate };
  const responses = new Map(membersOf(required(file, "MockedResponses")).map(([name, place]) => [name, parseResponse(name, place)]));
  const machines = membersOf(required(file, "StateMachines")).map(([machine, place]) => {
    const cases = membersOf(required(place, "TestCases")).map(([name, states]) => [name, parseTestCase(name, states, responses)] as const);
    return [machine, new Map(cases)] as const;
  });
  return { machines: new Map(machines) };
}

/** A value of the file, and the way to it. */
interface Place {
  readonly value: JsonValue;
  readonly path: readonly string[];
  readonly locate: LocateMock;
}

function parseTestCase(name: string, place: Place, responses: ReadonlyMap<string, MockedResponse>): MockTestCase {
  const states = membersOf(place).map(([state, reference]) => {
    const wanted = text(reference);
    const response = responses.get(wanted);
    if (response === undefined)
      throw wrong(reference, `is "${wanted}", which MockedResponses does not have`, didYouMean(wanted, responses.keys()));
    return [state, response] as const;
  });
  return { name, states: new Map(states) };
}

function parseResponse(name: string, place: Place): MockedResponse {
  const ranges = membersOf(place)
    .map(([key, at]) => ({ at, range: parseRange(key, at) }))
    .toSorted((a, b) => a.range.first - b.range.first);
  const attempts: MockedAttempts[] = [];
  let next = 0;
  for (const { at, range } of ranges) {
    const { first, last } = range;
    if (first > next) throw wrong(at, `leaves out attempt ${next}`, NO_GAPS);
    if (first < next) throw wrong(at, `repeats attempt ${first}`, NO_GAPS);
    attempts.push({ first, last, answer: parseAnswer(at) });
    next = last + 1;
  }
  if (next === 0) throw wrong(place, "has no attempts", 'Attempts count from 0: { "0": { "Return": … } }.');
  return { name, attempts, location: place.locate(place.path) };
}

const NO_GAPS = "Attempts count from 0, each once.";

/** `"0"`, or an inclusive range as `"1-2"`. */
function parseRange(key: string, place: Place): { readonly first: number; readonly last: number } {
  const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(key) ?? [];
  const first = Number(from);
  const last = to === undefined ? first : Number(to);
  if (from === undefined || last < first) throw wrong(place, "is no attempt", 'Name an attempt as "0", or a range as "1-2".');
  return { first, last };
}

function parseAnswer(place: Place): MockedAnswer {
  const answer = object(place);
  const output = member(answer, "Return");
  const failure = child(place, "Throw");
  if ((output === undefined) === (failure === undefined)) {
    const stray = Object.keys(answer).find((key) => nearNames(key, ["Return", "Throw"]).length > 0);
    const hint = output === undefined && stray !== undefined ? didYouMean(stray, ["Return", "Throw"]) : undefined;
    throw wrong(place, "must have exactly one of Return and Throw", hint);
  }
  return failure === undefined ? { type: "return", output: output ?? null } : parseThrow(failure);
}

/** AWS records failures without an error or a cause, so either may be missing; a misspelt one may not. */
function parseThrow(place: Place): MockedAnswer {
  const known = ["Error", "Cause"];
  const [key, stray] = membersOf(place).find(([key]) => !known.includes(key)) ?? [];
  if (key !== undefined && stray !== undefined) throw wrong(stray, "is not a key of Throw", didYouMean(key, known));
  const error = child(place, "Error");
  const cause = child(place, "Cause");
  return { type: "throw", ...(error === undefined ? {} : { error: text(error) }), ...(cause === undefined ? {} : { cause: text(cause) }) };
}

function child({ value, path, locate }: Place, key: string): Place | undefined {
  const found = isObject(value) ? member(value, key) : undefined;
  return found === undefined ? undefined : { value: found, path: [...path, key], locate };
}

function required(place: Place, key: string): Place {
  const found = child(place, key);
  if (found !== undefined) return found;
  const near = Object.keys(object(place)).find((other) => nearNames(other, [key]).length > 0);
  throw wrong(place, `has no "${key}"`, near === undefined ? undefined : `It has "${near}": did you mean "${key}"?`);
}

function membersOf(place: Place): readonly (readonly [string, Place])[] {
  const { path, locate } = place;
  return Object.entries(object(place)).map(([key, value]) => [key, { value, path: [...path, key], locate }]);
}

function object(place: Place): JsonObject {
  if (!isObject(place.value)) throw wrong(place, "must be an object");
  return place.value;
}

function text(place: Place): string {
  if (typeof place.value !== "string") throw wrong(place, "must be text");
  return place.value;
}

function wrong({ path, locate }: Place, problem: string, hint?: string): UserError {
  return new UserError(`${path.length === 0 ? "The mock configuration" : path.join(".")} ${problem}`, hint, locate(path));
}
