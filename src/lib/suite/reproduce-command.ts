import type { JsonValue } from "../base/json.ts";
import type { Fault } from "../faults/fault.ts";
import type { ResolvedMachine } from "../runs/machine/resolve-machine.ts";
import { shellWord } from "../runs/shell-word.ts";

/** What a case was run with, beside the config. */
export interface Reproduction {
  readonly resolved: ResolvedMachine;
  /** Undefined where it is the config's. */
  readonly input: JsonValue | undefined;
  readonly faults: readonly Pick<Fault, "text">[];
  /** Further words of the command line. */
  readonly flags: readonly string[];
  readonly strict: boolean;
}

/** The one line that runs the case again, for a POSIX shell. */
export function reproduceCommand({ resolved, input, faults, flags, strict }: Reproduction): string {
  const words = [
    "saga-cli",
    "run",
    resolved.file,
    ...(resolved.settings === undefined ? [] : ["--machine", resolved.name]),
    ...(input === undefined ? [] : ["--input", JSON.stringify(input)]),
    ...faults.flatMap(({ text }) => ["--fail-at", text]),
    ...flags,
    ...(strict ? ["--strict"] : []),
  ];
  return words.map(shellWord).join(" ");
}
