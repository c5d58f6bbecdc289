import type { LintReport, LintedMachine } from "../runs/lint/lint-report.ts";
import type { SagaSign } from "../saga/model.ts";
import { printable } from "./printable.ts";
import type { Layout } from "./text-style.ts";
import { wrap } from "./wrap.ts";

/** Why machines are judged that nobody declared to be sagas, where something is said of them as sagas; and how that is stopped. */
export function lintJudgedLines({ files }: LintReport, { width, paint }: Layout): readonly string[] {
  const signs = files.flatMap(({ machines }) =>
    machines.flatMap(({ machine, sign, findings }) => (sign === null || !findings.some(isOfSagas) ? [] : [`${machine}: ${textOf(sign)}`])),
  );
  if (signs.length === 0) return [];
  const more = signs.length > SHOWN ? [`${signs.length - SHOWN} more: saga-cli graph shows their pairs`] : [];
  const entries = [...signs.slice(0, SHOWN), ...more];
  return [...wrap(HEAD, width, "", "  "), ...entries.flatMap((entry) => wrap(printable(entry), width, "  ", "    "))].map((line) =>
    paint.dim(line),
  );
}

/** In machines: of hundreds one does not ask it of each. */
const SHOWN = 5;

const HEAD = 'Judged as sagas, by what shows it (for one that is none: "saga: false" under machines.NAME in saga.config.yaml):';

/** The language is asked of every machine, a saga or not. */
function isOfSagas({ rule }: LintedMachine["findings"][number]): boolean {
  return !rule.includes("/");
}

function textOf(sign: SagaSign): string {
  switch (sign.type) {
    case "pair":
      // That it stands in the recovery is true of every one.
      return `${sign.compensation} undoes ${sign.step} (${sign.evidence.filter((kind) => kind !== "region").join(", ")})`;
    case "words":
      return sign.state === null ? "its Comment says so" : `the words of ${sign.state} say so`;
    case "giving-back":
      return `${sign.state} gives back what was taken before`;
  }
}
