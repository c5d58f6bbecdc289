import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonValue } from "../../src/lib/base/json.ts";

/** One execution: what was run, what answered its tasks, and what was recorded. The fields are the file's (docs/conformance.md). */
export interface RecordedCase {
  readonly id: string;
  /** The file's name in its folder. */
  readonly file: string;
  /** What the case shows, in a sentence; empty where the file does not say. */
  readonly rule: string;
  /** `pure`: no task; `mocked`: tasks answered by mocks; `other`: needs something from outside, named by `other_because`. */
  readonly class: "pure" | "mocked" | "other";
  readonly other_because: readonly string[];
  /** JSON text. */
  readonly definition: string;
  /** JSON text; null where the execution was started without one. */
  readonly input: string | null;
  /** By state, one entry for each invocation. */
  readonly mocks: Readonly<Record<string, readonly Mock[]>>;
  /** Null where only the output was recorded. */
  readonly expected_events: readonly EventJson[] | null;
  readonly expected_status: string | null;
  readonly expected_output: JsonValue;
  readonly expected_error: string | null;
  readonly expected_cause: string | null;
  readonly categories: readonly string[];
  /** What to replace in the actual history before it is compared: a text, or a regular expression after `re:`, and its replacement. */
  readonly replace: readonly (readonly [string, string])[];
  /** Words that stand for any value. */
  readonly tokens: readonly string[];
  /** The time (UTC, ISO 8601 without a zone) that the input's times count from. */
  readonly relative_to?: string | null;
}

/** An answer to one invocation of a state. */
export interface Mock {
  readonly return?: JsonValue;
  readonly throw?: { readonly Error?: string; readonly Cause?: string };
}

/** A history event in AWS's shape; its payloads are JSON text or parsed already. */
export interface EventJson {
  readonly type: string;
  readonly id: number;
  readonly previousEventId: number;
  readonly [details: string]: JsonValue;
}

const DEFAULTS = {
  rule: "",
  other_because: [],
  input: null,
  mocks: {},
  expected_error: null,
  expected_cause: null,
  replace: [],
  tokens: [],
};

/** The cases of a folder, in the order of their files' names. Files may leave out what is empty, and write definition and input as JSON. */
export function readCases(folder: string): readonly RecordedCase[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return files.sort().map((file) => readCase(folder, file));
}

function readCase(folder: string, file: string): RecordedCase {
  const read: RecordedCase = { ...DEFAULTS, ...(JSON.parse(readFileSync(join(folder, file), "utf8")) as RecordedCase), file };
  return { ...read, definition: jsonText(read.definition), input: read.input === null ? null : jsonText(read.input) };
}

function jsonText(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
