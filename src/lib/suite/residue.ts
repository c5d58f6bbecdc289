import type { JsonObject } from "../base/json.ts";
import type { ItemChange } from "../data/snapshot.ts";
import type { ResolvedMachine } from "../runs/machine/resolve-machine.ts";
import { isPartOf } from "./is-part-of.ts";
import type { Observation } from "./observation.ts";
import { tablesOf } from "./tables-of.ts";

/** What may stay in the tables, by table: an item that has all attributes of one entry. */
export type ExpectedResidue = Readonly<Record<string, readonly JsonObject[]>>;

/** What the config lets a rollback leave. */
export function configuredResidue(resolved: ResolvedMachine): ExpectedResidue {
  return Object.fromEntries(Object.entries(tablesOf(resolved)).map(([table, { residue }]) => [table, residue ?? []]));
}

/** What a saga that did not commit left in the tables, item by item. */
export function residueOf({ changes, verdict }: Observation): readonly ItemChange[] {
  return changes === null || verdict.outcome === "committed" || verdict.outcome === "not-a-saga" ? [] : changes;
}

/**
 * The residue that nobody expects, in cases that should have left none: where everything was undone, or nothing was done. Where effects
 * stand uncompensated, the verdict says so already.
 */
export function unexpectedResidue(observation: Observation, expected: ExpectedResidue): readonly ItemChange[] {
  const { outcome } = observation.verdict;
  if (outcome !== "compensated" && outcome !== "no-effect" && outcome !== "disordered") return [];
  return residueOf(observation).filter(({ table, after }) => {
    return after === null || !expectedIn(expected, table).some((entry) => isPartOf(entry, after));
  });
}

/** What one or the other says may stay. */
export function mergedResidue(first: ExpectedResidue, second: ExpectedResidue): ExpectedResidue {
  const tables = new Set([...Object.keys(first), ...Object.keys(second)]);
  return Object.fromEntries([...tables].map((table) => [table, [...expectedIn(first, table), ...expectedIn(second, table)]]));
}

/** What may stay in one table. */
function expectedIn(expected: ExpectedResidue, table: string): readonly JsonObject[] {
  return Object.hasOwn(expected, table) ? (expected[table] ?? []) : [];
}
