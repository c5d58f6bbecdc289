import type { TableConfig } from "../config/config.ts";
import type { ResolvedMachine } from "../runs/machine/resolve-machine.ts";

/** The tables of the config that a machine, and those that it starts, run with. */
export function tablesOf(resolved: ResolvedMachine): Readonly<Record<string, TableConfig>> {
  const own = [resolved, ...resolved.nested].map(({ settings }) => settings?.tables);
  return Object.assign({}, resolved.config.tables, ...own) as Readonly<Record<string, TableConfig>>;
}
