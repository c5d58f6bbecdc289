import type { State, StateMachine, TaskState } from "../asl/ast.ts";
import { allStates } from "../asl/graph.ts";
import type { JsonValue } from "../base/json.ts";
import { didYouMean, nearNames } from "../base/near-names.ts";
import { UserError } from "../base/user-error.ts";
import type { SagaModel } from "../saga/model.ts";
import { defaultError } from "./default-error.ts";
import type { Fault, FaultEffect } from "./fault.ts";
import { TIMEOUT_ERRORS } from "./fault.ts";

const GRAMMAR = "[MAP[i]/]STATE[#n[-m]][:ERROR][@before|@after|@late], or STATE=JSON";
const REST = /^(?:#(?<from>[1-9]\d*)(?:-(?<to>[1-9]\d*))?)?(?:(?<json>=[\s\S]*)|(?::(?<error>[^@#=]+))?(?:@(?<phase>before|after|late))?)$/;

interface Reading {
  readonly iteration: string | null;
  readonly state: State;
  readonly rest: RegExpExecArray;
}

/**
 * Reads one `--fail-at`. State names may hold `:`, `#`, spaces, anything, so every way to read the text is tried.
 * @throws UserError where the text can be read in no way, or in two.
 */
export function parseFault(text: string, machine: StateMachine, model: SagaModel, cause?: string): Fault {
  const states = [...allStates(machine)];
  const readings = readingsOf(text, states);
  const [reading, other] = readings;
  if (reading === undefined) throw unreadable(text, states);
  if (other) throw ambiguous(text, readings);
  const { state, iteration, rest } = reading;
  if (state.type !== "Task") {
    throw new UserError(
      `--fail-at ${text}: "${state.name}" is a ${state.type} state`,
      `Faults are injected into Tasks: ${taskNames(states).join(", ")}.`,
    );
  }
  return {
    text,
    state: state.name,
    iteration,
    attempts: attemptsOf(text, rest),
    effect: effectOf(text, rest, state, machine, model, cause),
  };
}

function readingsOf(text: string, states: readonly State[]): readonly Reading[] {
  const maps = states.filter(({ type }) => type === "Map");
  const read = (from: number, iteration: string | null): readonly Reading[] => {
    const here = states.flatMap((state): Reading[] => {
      const rest = text.startsWith(state.name, from) ? REST.exec(text.slice(from + state.name.length)) : null;
      return rest ? [{ state, iteration, rest }] : [];
    });
    const deeper = maps.flatMap(({ name }) => {
      const index = text.startsWith(`${name}[`, from) ? /^\[\d+\]/.exec(text.slice(from + name.length))?.[0] : undefined;
      const end = from + name.length + (index?.length ?? 0);
      if (index === undefined || text[end] !== "/") return [];
      return read(end + 1, `${iteration === null ? "" : `${iteration}/`}${name}${index}`);
    });
    return [...here, ...deeper];
  };
  return read(0, null).toSorted((a, b) => b.state.name.length - a.state.name.length);
}

function unreadable(text: string, states: readonly State[]): UserError {
  const maps = /^(?:.*\]\/)?/.exec(text)?.[0] ?? "";
  const own = text.slice(maps.length);
  const named = states.filter(({ name }) => own.startsWith(name) && /^(?:[#:@=]|$)/.test(own.slice(name.length)));
  const state = named.toSorted((a, b) => b.name.length - a.name.length)[0];
  if (state) {
    const rest = own.slice(state.name.length);
    const what = maps === "" || REST.exec(rest) === null ? `"${rest}" after` : `"${maps}" before`;
    return new UserError(`--fail-at ${text}: cannot read ${what} the state "${state.name}"`, `Write ${GRAMMAR}.`);
  }
  const tasks = taskNames(states);
  const name = nearNames(own, tasks).length > 0 ? own : (/^[^#:@=]*/.exec(own)?.[0] ?? own);
  return new UserError(`--fail-at ${text}: there is no state "${name}"`, didYouMean(name, tasks));
}

function ambiguous(text: string, readings: readonly Reading[]): UserError {
  const ways = readings.map(
    ({ state, iteration, rest }) =>
      `state "${state.name}"${iteration === null ? "" : ` in ${iteration}`}${rest[0] === "" ? "" : ` with "${rest[0]}"`}`,
  );
  return new UserError(
    `--fail-at ${text} can be read in ${readings.length} ways: ${ways.join("; or ")}`,
    "Add #n, an :ERROR or a @phase that leaves only one.",
  );
}

function taskNames(states: readonly State[]): readonly string[] {
  return states.filter(({ type }) => type === "Task").map(({ name }) => name);
}

function attemptsOf(text: string, { groups }: RegExpExecArray): readonly [number, number] | null {
  if (groups?.["from"] === undefined) return null;
  const from = Number(groups["from"]);
  const to = Number(groups["to"] ?? from);
  if (to < from) throw new UserError(`--fail-at ${text}: attempts ${from}-${to} run backwards`, `Write #${to}-${from}.`);
  return [from, to];
}

function effectOf(
  text: string,
  { groups = {} }: RegExpExecArray,
  state: TaskState,
  machine: StateMachine,
  model: SagaModel,
  cause?: string,
): FaultEffect {
  if (groups["json"] !== undefined) return { type: "result", result: parseResult(text, groups["json"].slice(1)) };
  const phase = (groups["phase"] ?? "before") as "before" | "after" | "late";
  const error = groups["error"] ?? (phase === "late" ? "States.Timeout" : defaultError(state, machine, model));
  if (phase === "late" && !TIMEOUT_ERRORS.has(error)) {
    throw new UserError(
      `--fail-at ${text}: a late effect is one whose step timed out, so the error cannot be ${error}`,
      `Write ${state.name}@late.`,
    );
  }
  return { type: "fail", phase, error, cause: cause ?? `Injected by saga-cli: --fail-at ${text}` };
}

function parseResult(text: string, json: string): JsonValue {
  try {
    return JSON.parse(json) as JsonValue;
  } catch (error) {
    throw new UserError(
      `--fail-at ${text}: what follows = is not JSON: ${(error as Error).message}`,
      `For a string write ${text.slice(0, text.length - json.length)}'"text"'.`,
    );
  }
}
