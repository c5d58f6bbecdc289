import type { SagaModel } from "../saga/model.ts";
import type { Note, Verdict, Violation } from "../verify/verdict.ts";
import { printable } from "./printable.ts";
import { recoveryLines } from "./recovery-text.ts";
import { sagaTable } from "./saga-table.ts";
import type { TextStyle } from "./text-style.ts";
import { VERDICT_WORDS } from "./verdict-words.ts";
import { wrap } from "./wrap.ts";

/** What is judged: the verdict, the model it rests on, and the execution it is about. */
export interface Judged {
  readonly verdict: Verdict;
  readonly model: SagaModel;
  /** null where it is not known, or where the execution is gone when its run ends. */
  readonly executionArn: string | null;
}

/** The verdict as a person reads it: saga table, outcome in words, violations, notes and what to do next, as sections of lines. */
export function verdictSections({ verdict, model, executionArn }: Judged, style: TextStyle): readonly (readonly string[])[] {
  return [
    sagaTable(verdict, model, style),
    outcomeLines(verdict, style),
    findingLines("Violations", verdict.violations, style.paint.red, style),
    findingLines("Notes", verdict.notes, style.paint.yellow, style),
    recoveryLines(verdict.recovery, executionArn, style),
  ];
}

function outcomeLines({ outcome, key, model, reason, historyOutcome }: Verdict, { width, paint }: TextStyle): readonly string[] {
  const { tone, sentence } = VERDICT_WORDS[outcome];
  const [first = "", ...rest] = wrap(`Verdict: ${outcome}: ${sentence}`, width, "", "  ");
  const head = `Verdict: ${outcome}`;
  const painted = first.startsWith(head) ? paint.bold(paint[tone](head)) + first.slice(head.length) : first;
  const about = [key === null ? null : `key ${printable(key)}`, outcome === "not-a-saga" ? null : `model ${model}`].filter(
    (part) => part !== null,
  );
  return [
    painted,
    ...rest,
    ...(reason === undefined ? [] : wrap(printable(reason), width, "  ")),
    ...(historyOutcome === undefined || historyOutcome === outcome
      ? []
      : wrap(`The history alone proves ${historyOutcome}; what saga-cli injected changes it.`, width, "  ")),
    ...(about.length === 0 ? [] : wrap(about.join(", "), width, "  ").map((line) => paint.dim(line))),
  ];
}

function findingLines(
  title: string,
  findings: readonly (Violation | Note)[],
  tone: (text: string) => string,
  { width, paint }: TextStyle,
): readonly string[] {
  if (findings.length === 0) return [];
  return [
    paint.bold(title),
    ...findings.flatMap(({ kind, event, message }) => {
      const place = event === null || message.includes(`event ${event}`) ? "" : ` (event ${event})`;
      const [first = "", ...rest] = wrap(`${kind}: ${printable(message)}${place}`, width, "  ", "    ");
      return [first.replace(kind, () => tone(kind)), ...rest];
    }),
  ];
}
