import { printable } from "./printable.ts";
import type { TextStyle } from "./text-style.ts";
import { wrap } from "./wrap.ts";

/** Why the exit code is 1, a line each. */
export function failureLines(failures: readonly string[], { width, paint }: TextStyle): readonly string[] {
  if (failures.length === 0) return [];
  return [
    paint.bold("Exit code 1, because"),
    ...failures.flatMap((failure) => wrap(printable(failure), width, "  ", "    ").map((line) => paint.red(line))),
  ];
}
