import type { CoverageItem } from "../suite/coverage.ts";
import type { SuiteReport } from "../suite/suite-report.ts";
import { percentText } from "./percent.ts";
import { printable } from "./printable.ts";
import type { TextStyle } from "./text-style.ts";
import { wrap } from "./wrap.ts";

/** Whether coverage says anything: of a part of the suite it does only where the person asks for it. */
export function hasCoverage({ coverage, minCoverage, partial, interrupted, bailed }: SuiteReport): boolean {
  return coverage !== null && (minCoverage !== null || !(partial || interrupted || bailed));
}

/** Coverage in percent, and what no case has shown. */
export function coverageLines({ machines, coverage, minCoverage }: SuiteReport, { width, paint }: TextStyle): readonly string[] {
  const items = machines.flatMap((machine) => machine.coverage);
  const shown = items.filter(({ cases }) => cases > 0).length;
  const isLow = minCoverage !== null && coverage !== null && coverage < minCoverage;
  const wanted = isLow ? `, below the ${minCoverage} % that --min-coverage asks for` : "";
  const missing = machines.flatMap((machine) =>
    machine.coverage.filter(({ cases }) => cases === 0).map((item) => printable(`${machine.name}: ${coverageWords(item)}`)),
  );
  const sentence = `${shown} of ${items.length} catchers, exhausted retriers, compensations and escaping errors were seen`;
  const [first = "", ...rest] = wrap(`Coverage ${percentText(coverage ?? 100)}: ${sentence}${wanted}`, width, "", "  ");
  return [
    first.replace("Coverage", () => paint.bold("Coverage")),
    ...rest,
    ...missing.flatMap((line) => wrap(`never seen: ${line}`, width, "  ", "    ").map((text) => paint.dim(text))),
  ];
}

/** What a coverage item is, in words. */
export function coverageWords({ type, state, errors }: CoverageItem): string {
  switch (type) {
    case "catcher":
      return `${state} caught ${errors.join(", ")}`;
    case "retrier":
      return `${state} exhausted the retries of ${errors.join(", ")}`;
    case "compensation":
      return `${state} compensated`;
    case "escape":
      return `${state} let ${errors.join(", ")} escape`;
  }
}
