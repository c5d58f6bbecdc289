import { didYouMean } from "../../base/near-names.ts";
import { UserError } from "../../base/user-error.ts";
import type { Outcome } from "../../verify/verdict.ts";
import { OUTCOMES, VIOLATION_KINDS } from "../../verify/verdict.ts";

/** How a verdict becomes an exit code, as a person asks for it. */
export interface Judgement {
  /** The one outcome that is right. */
  readonly expect?: string;
  /** Outcomes and violations that are wrong, instead of the usual ones. */
  readonly failOn?: readonly string[];
  /** Notes count, too. */
  readonly strict?: boolean;
}

/** A judgement whose names a verdict can carry. */
export interface CheckedJudgement extends Judgement {
  readonly expect?: Outcome;
}

/** Checks the names of a judgement. @throws UserError with the near names of one that no verdict carries. */
export function checkJudgement({ expect, failOn, strict }: Judgement): CheckedJudgement {
  const outcome = OUTCOMES.find((known) => known === expect);
  if (expect !== undefined && outcome === undefined) {
    throw new UserError(`--expect ${expect}: there is no such outcome`, didYouMean(expect, OUTCOMES));
  }
  const known: readonly string[] = [...OUTCOMES, ...VIOLATION_KINDS];
  const wrong = failOn?.find((name) => !known.includes(name));
  if (wrong !== undefined) throw new UserError(`--fail-on ${wrong}: there is no such outcome or violation`, didYouMean(wrong, known));
  return {
    ...(outcome === undefined ? {} : { expect: outcome }),
    ...(failOn === undefined ? {} : { failOn }),
    ...(strict === undefined ? {} : { strict }),
  };
}
