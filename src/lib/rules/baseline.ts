import { UserError } from "../base/user-error.ts";
import { checkSchema } from "../source/check-schema.ts";
import { valueOf } from "../source/node.ts";
import { parseJson } from "../source/parse-json.ts";
import { problemsError } from "../source/problems-error.ts";
import type { Schema } from "../source/schema.ts";

/** What tells one finding from another without saying where it stands, so that it stays the same when lines move. */
export interface FindingKey {
  /** From the folder of the baseline, with slashes. */
  readonly file: string;
  readonly machine: string | null;
  readonly rule: string;
  readonly state: string | null;
  readonly message: string;
}

/** An accepted finding, and how many there are that nothing tells apart. */
export interface BaselineEntry extends FindingKey {
  readonly count: number;
}

/** Findings parted by a baseline. */
export interface AgainstBaseline<T> {
  readonly fresh: readonly T[];
  readonly accepted: number;
  /** Accepted findings that are there no more. */
  readonly gone: number;
}

/** Parts the findings that a baseline does not know from those that it accepts. */
export function againstBaseline<T>(
  findings: readonly T[],
  keyOf: (finding: T) => FindingKey,
  entries: readonly BaselineEntry[],
): AgainstBaseline<T> {
  const left = new Map(entries.map((entry) => [keyText(entry), entry.count]));
  const total = [...left.values()].reduce((sum, count) => sum + count, 0);
  const fresh = findings.filter((finding) => {
    const key = keyText(keyOf(finding));
    const open = left.get(key) ?? 0;
    if (open > 0) left.set(key, open - 1);
    return open === 0;
  });
  const accepted = findings.length - fresh.length;
  return { fresh, accepted, gone: total - accepted };
}

/** The baseline that accepts these findings and no others. */
export function baselineOf(keys: readonly FindingKey[]): readonly BaselineEntry[] {
  const entries = new Map<string, BaselineEntry>();
  for (const key of keys) {
    const text = keyText(key);
    entries.set(text, { ...key, count: (entries.get(text)?.count ?? 0) + 1 });
  }
  return [...entries].sort(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([, entry]) => entry);
}

/** A baseline as its file has it: one finding a line, in an order of its own, so that it merges well. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const lines = entries.map(({ file, machine, rule, state, message, count }) =>
    JSON.stringify({ file, machine, rule, state, message, ...(count === 1 ? {} : { count }) }),
  );
  return `{ "version": 1, "findings": [${lines.length === 0 ? "" : `\n  ${lines.join(",\n  ")}\n`}] }\n`;
}

/** Reads the file of a baseline. @throws UserError with every place where it is none. */
export function parseBaseline(text: string, file: string): readonly BaselineEntry[] {
  const { source, root, diagnostics } = parseJson({ file, text });
  const problems = diagnostics.length > 0 || root === undefined ? diagnostics : checkSchema(root, SCHEMA, { code: "baseline" });
  const [first, ...others] = problems;
  if (first) throw problemsError(source, first, others);
  const value = (root === undefined ? null : valueOf(root)) as unknown as BaselineFile;
  if (value.version !== 1)
    throw new UserError(`${file} is of version ${value.version}, and this saga-cli reads version 1`, undefined, { file });
  return value.findings.map((finding) => ({ count: 1, ...finding }));
}

interface BaselineFile {
  readonly version: number;
  readonly findings: readonly (FindingKey & { readonly count?: number })[];
}

const NAME_OR_NULL: Schema = { type: "any" };
const SCHEMA: Schema = {
  type: "record",
  required: ["version", "findings"],
  keys: {
    version: { type: "number" },
    findings: {
      type: "list",
      items: {
        type: "record",
        required: ["file", "machine", "rule", "state", "message"],
        keys: {
          file: { type: "text" },
          machine: NAME_OR_NULL,
          rule: { type: "text" },
          state: NAME_OR_NULL,
          message: { type: "text" },
          count: { type: "number", above: 0 },
        },
      },
    },
  },
};

function keyText({ file, machine, rule, state, message }: FindingKey): string {
  return JSON.stringify([file, machine, rule, state, message]);
}
