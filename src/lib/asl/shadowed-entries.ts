import { keptWith } from "../base/kept-with.ts";
import type { Text } from "./ast.ts";
import { matchesError, UNCATCHABLE } from "./error-matching.ts";
import { hasToken } from "./symbolic.ts";

/** An entry of a Retry or Catch. */
interface Entry {
  readonly errorEquals: readonly Text[];
}

/** Names that take errors of other names. */
const WIDE: readonly string[] = ["States.TaskFailed", "States.Timeout"];

/** What is no error of one name, or of which it is not known what States.TaskFailed makes. */
const UNSURE: ReadonlySet<string> = new Set(["States.ALL", "States.DataLimitExceeded"]);

const known = keptWith<readonly Entry[], ReadonlyMap<Entry, readonly string[]>>();
const NONE: ReadonlyMap<Entry, readonly string[]> = new Map();

/**
 * The entries that no error comes to, since those before them take every error that they name, each with the names that do. The first entry
 * that matches is the one that counts, in Catch, and in Retry also once its attempts are used up.
 * Source: https://states-language.net/spec.html#errors
 */
export function shadowedEntries(entries: readonly Entry[]): ReadonlyMap<Entry, readonly string[]> {
  if (entries.length < 2) return NONE;
  let shadowed = known.get(entries);
  if (shadowed === undefined) known.set(entries, (shadowed = findShadowed(entries)));
  return shadowed;
}

function findShadowed(entries: readonly Entry[]): ReadonlyMap<Entry, readonly string[]> {
  const shadowed = new Map<Entry, readonly string[]>();
  const before = new Set<string>();
  for (const entry of entries) {
    const takers = entry.errorEquals.map(({ value }) => takerOf(value, before));
    const found = new Set(takers.filter((taker) => taker !== undefined));
    if (found.size > 0 && !takers.includes(undefined)) shadowed.set(entry, [...found]);
    for (const { value } of entry.errorEquals) before.add(value);
  }
  return shadowed;
}

function takerOf(name: string, before: ReadonlySet<string>): string | undefined {
  if (UNCATCHABLE.has(name) || UNSURE.has(name)) return undefined;
  if (before.has(name)) return name;
  return hasToken(name) ? undefined : WIDE.find((wide) => before.has(wide) && matchesError(wide, { error: name }));
}
