import type { BaselineUse, LintReport } from "../runs/lint/lint-report.ts";
import { counted } from "./counted.ts";
import { printable } from "./printable.ts";
import type { Layout } from "./text-style.ts";
import { wrap } from "./wrap.ts";

/** How many findings there are, what was left out of the list, and what was looked at. */
export function lintSummaryLines(report: LintReport, { width, paint }: Layout): readonly string[] {
  const { summary, suppressed, baselines, files } = report;
  const { errors, warnings, infos, machines } = summary;
  const listed = files.some((file) =>
    [file, ...file.machines].some(({ findings }) => findings.some(({ severity }) => severity === "info")),
  );
  const counts = [counted(errors, "error"), counted(warnings, "warning"), counted(infos, "info")].join(", ");
  const where = `in ${counted(machines, "machine")} of ${counted(files.length, "file")}`;
  const tone = errors > 0 ? paint.red : warnings > 0 ? paint.yellow : paint.green;
  const notes = [
    infos > 0 && !listed ? "Infos are listed with --level info." : "",
    suppressed > 0 ? `${counted(suppressed, "finding")} suppressed.` : "",
    ...baselines.map(baselineText),
    report.withoutMachine.length === 0 ? "" : `No machine in ${report.withoutMachine.join(", ")}.`,
  ].filter((note) => note !== "");
  return [
    ...wrap(`${counts} ${where}`, width, "", "  ").map((line) => tone(line)),
    ...notes.flatMap((note) => wrap(printable(note), width, "", "  ")),
  ];
}

function baselineText({ file, accepted, gone, added, written }: BaselineUse): string {
  const has = `${file} accepts ${counted(accepted, "finding")}`;
  if (written) return `${has} from now on: ${added} new, ${gone} gone.`;
  if (gone === 0) return `${has}.`;
  return `${has}; ${gone} more of its findings ${gone === 1 ? "is" : "are"} gone, and --update-baseline forgets them.`;
}
