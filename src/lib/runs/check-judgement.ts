import { didYouMean } from "../base/near-names.ts";
import { UserError } from "../base/user-error.ts";
import type { Outcome, ViolationKind } from "../verify/verdict.ts";
import { OUTCOMES, VIOLATION_KINDS } from "../verify/verdict.ts";

/** How a verdict becomes an exit code, as a person asks for it. */
export interface Judgement {
  /** The one outcome that is right. */
  readonly expect?: string;
  /** Outcomes and violations that are wrong, instead of the usual ones. */
  readonly failOn?: readonly string[];
  /** Notes count, too. */
  readonly strict?: boolean;
}

/** Names that a verdict can carry, or a UserError with the near ones. */
export function checkJudgement({ expect, failOn = [] }: Judgement): void {
  if (expect !== undefined && !OUTCOMES.includes(expect as Outcome)) {
    throw new UserError(`--expect ${expect}: there is no such outcome`, didYouMean(expect, OUTCOMES));
  }
  const known = [...OUTCOMES, ...VIOLATION_KINDS];
  const wrong = failOn.find((name) => !known.includes(name as Outcome | ViolationKind));
  if (wrong !== undefined) throw new UserError(`--fail-on ${wrong}: there is no such outcome or violation`, didYouMean(wrong, known));
}
