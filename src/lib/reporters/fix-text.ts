import type { FixedFile } from "../runs/lint/fix-files.ts";
import { counted } from "./counted.ts";
import { printable } from "./printable.ts";
import type { Layout } from "./text-style.ts";
import { wrap } from "./wrap.ts";

/** What was fixed, a line for each file. Ends with a newline where there is any. */
export function fixText(files: readonly FixedFile[], { width, paint }: Layout): string {
  return files
    .flatMap(({ file, fixes }) => {
      const rules = new Map<string, number>();
      for (const { rule } of fixes) rules.set(rule, (rules.get(rule) ?? 0) + 1);
      const what = [...rules].map(([rule, count]) => `${count} × ${rule}`).join(", ");
      return wrap(printable(`Fixed ${counted(fixes.length, "finding")} in ${file}: ${what}`), width, "", "  ").map((line) =>
        paint.green(line),
      );
    })
    .map((line) => `${line}\n`)
    .join("");
}
