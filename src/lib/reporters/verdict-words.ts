import type { Outcome } from "../verify/verdict.ts";

interface Words {
  readonly tone: "green" | "yellow" | "red";
  readonly sentence: string;
}

/** What each outcome means to the person whose saga it is, and how alarming it is. */
export const VERDICT_WORDS: Readonly<Record<Outcome, Words>> = {
  committed: { tone: "green", sentence: "the saga succeeded and its effects stand." },
  compensated: { tone: "green", sentence: "the saga failed and every effect was compensated." },
  "no-effect": { tone: "green", sentence: "the saga failed before anything took effect." },
  running: { tone: "yellow", sentence: "the execution has not ended, as far as the history goes." },
  "not-a-saga": { tone: "yellow", sentence: "no compensation is declared or found, so there is nothing to prove." },
  unproven: { tone: "red", sentence: "the history cannot prove what happened." },
  stuck: { tone: "red", sentence: "a compensation did not succeed; somebody has to finish the rollback." },
  incomplete: { tone: "red", sentence: "every effect stands but the execution did not succeed: go forward, do not undo." },
  uncompensated: { tone: "red", sentence: "the saga did not commit, and effects stand that nothing compensated." },
  ambiguous: { tone: "red", sentence: "the saga did not commit, and a step may have taken effect that nothing compensated." },
  disordered: { tone: "red", sentence: "compensations ran in the wrong order or number, or past the pivot." },
};
