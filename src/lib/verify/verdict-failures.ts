import type { ExecutionStatus } from "./reading.ts";
import type { NoteKind, Outcome, Verdict, ViolationKind } from "./verdict.ts";

/** How a command was told to judge a verdict. */
export interface ExitOptions {
  readonly status: ExecutionStatus;
  /** Outcomes and kinds of violations (and notes) that exit 1, instead of the usual ones. */
  readonly failOn?: readonly string[];
  /** Exit 0 on this outcome only. */
  readonly expect?: string;
  /** Count notes as violations. */
  readonly strict?: boolean;
  /** Injected faults that were never hit, as the person wrote them. */
  readonly missedFaults: readonly string[];
}

const GOOD: ReadonlySet<Outcome> = new Set(["running", "compensated", "no-effect", "committed"]);

/** Why the exit code is 1, a sentence each; empty where it is 0 (docs/run.md#the-exit-code). */
export function verdictFailures(
  verdict: Verdict,
  { status, failOn, expect, strict = false, missedFaults }: ExitOptions,
): readonly string[] {
  const unreached = missedFaults.map((text) => `The fault ${text} was never hit.`);
  const { outcome } = verdict;
  const counted = strict ? [...verdict.violations, ...verdict.notes] : verdict.violations;
  if (failOn !== undefined) {
    const kinds = [
      ...new Set<Outcome | ViolationKind | NoteKind>([outcome, ...[...verdict.violations, ...verdict.notes].map(({ kind }) => kind)]),
    ];
    return [...unreached, ...kinds.filter((kind) => failOn.includes(kind)).map((kind) => `${kind} is among what --fail-on names.`)];
  }
  const isGood = GOOD.has(outcome) || (outcome === "not-a-saga" && status === "SUCCEEDED");
  const findings = counted.map(({ kind, message }) => `${kind}: ${message}`);
  if (expect !== undefined) {
    const other = outcome === expect ? [] : [`The outcome is ${outcome}, not ${expect}.`];
    // Violations are part of a bad outcome that was expected.
    return [...unreached, ...other, ...(other.length === 0 && isGood ? findings : [])];
  }
  if (outcome === "not-a-saga" && !isGood) return [...unreached, `This is no saga, and the execution ended ${status}.`];
  return [...unreached, ...(isGood ? findings : [`The outcome is ${outcome}.`])];
}
