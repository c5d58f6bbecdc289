import type { JsonValue } from "../base/json.ts";
import { didYouMean } from "../base/near-names.ts";
import type { UserErrorLocation } from "../base/user-error.ts";
import { UserError } from "../base/user-error.ts";

/** What a mock configuration file of Step Functions Local says: test cases by machine and name. */
export interface MockConfig {
  readonly machines: ReadonlyMap<string, ReadonlyMap<string, MockTestCase>>;
}

/** The mocked states of one test case; every other state calls the real thing. */
export interface MockTestCase {
  readonly name: string;
  readonly states: ReadonlyMap<string, MockedResponse>;
}

/** What a mocked state answers, invocation by invocation. */
export interface MockedResponse {
  readonly name: string;
  /** Contiguous from 0. */
  readonly attempts: readonly MockedAttempts[];
  readonly location: UserErrorLocation;
}

/** One answer for the invocations `first` to `last`, counted from 0. */
export interface MockedAttempts {
  readonly first: number;
  readonly last: number;
  readonly answer: MockedAnswer;
}

/** `Return` or `Throw` of the file. */
export type MockedAnswer =
  | { readonly type: "return"; readonly output: JsonValue }
  | { readonly type: "throw"; readonly error?: string; readonly cause?: string };

/** A machine's test case by name; without a name its only one. A UserError names what there is. */
export function findTestCase(config: MockConfig, machine: string, name: string | undefined): MockTestCase {
  const cases = config.machines.get(machine);
  if (cases === undefined) {
    throw new UserError(`The mock configuration has no state machine "${machine}"`, didYouMean(machine, config.machines.keys()));
  }
  const [only, ...others] = cases.values();
  if (name === undefined && only !== undefined && others.length === 0) return only;
  if (name === undefined) {
    throw new UserError(
      `The mock configuration has ${cases.size} test cases for "${machine}"`,
      `Choose one: ${[...cases.keys()].join(", ")}.`,
    );
  }
  const found = cases.get(name);
  if (found === undefined) throw new UserError(`"${machine}" has no test case "${name}"`, didYouMean(name, cases.keys()));
  return found;
}
