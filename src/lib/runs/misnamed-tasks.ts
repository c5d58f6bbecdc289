import { nearNames } from "../base/near-names.ts";
import type { ResolvedMachine } from "./machine/resolve-machine.ts";
import type { MisnamedTask } from "./run-report.ts";

/** What the config answers under a name that the machine knows nothing of, near that of a state whose task had to be simulated. */
export function misnamedTasks({ config, settings, definition }: ResolvedMachine, simulated: readonly string[]): readonly MisnamedTask[] {
  const written = JSON.stringify(definition);
  const unknown = [...Object.keys(config.tasks), ...Object.keys(settings?.tasks ?? {})].filter((task) => !written.includes(task));
  return unknown.flatMap((task) => nearNames(task, simulated).map((state) => ({ task, state })));
}
