import type { ChildEnd } from "./attempt.ts";
import type { Children } from "./children.ts";
import type { ReadExecution } from "./read-execution.ts";
import type { Reading } from "./reading.ts";
import type { Note, Verdict, Violation } from "./verdict.ts";

/** An execution with the verdict on it. */
export interface JudgedExecution extends Pick<Reading, "status" | "gap"> {
  readonly verdict: Verdict;
}

/** The nested execution of an ARN, judged by its own model; null where it was not read. */
export type NestedJudge = (arn: string) => JudgedExecution | null;

/** What a nested execution's verdict says of the attempt that waited for it (docs/verdicts.md#effects). */
export function nestedEnd({ verdict, status }: JudgedExecution): ChildEnd {
  const mayStillLand = status === "RUNNING";
  switch (verdict.outcome) {
    case "committed":
      return { outcome: "done", mayStillLand };
    case "compensated":
    case "no-effect":
      return { outcome: "failed", mayStillLand };
    case "not-a-saga": {
      // Nothing undoes its effects: its success is its word, and after a failure any of them may stand.
      if (status === "SUCCEEDED") return { outcome: "done", mayStillLand };
      const mayStand = mayStillLand || verdict.effects.some(({ effect }) => effect !== "failed");
      return { outcome: mayStand ? "unknown" : "failed", mayStillLand };
    }
    case "running":
    case "unproven":
    case "stuck":
    case "incomplete":
    case "uncompensated":
    case "ambiguous":
    case "disordered":
      return { outcome: "unknown", mayStillLand };
  }
}

/** The first nested execution that proves nothing: one that was not read, or not to its end; null where all were. */
export function nestedGap({ nested, visits }: ReadExecution, judge: NestedJudge, { othersAreMocked = false }: Children): string | null {
  for (const { arn, event } of nested) {
    if (arn === null) return `The nested execution of event ${event} has no name: the history was written without execution data.`;
    const child = judge(arn);
    if (child === null) {
      if (!othersAreMocked) return `The nested execution ${arn}, begun at event ${event}, was not read.`;
      continue;
    }
    if (child.gap !== null) return `Of the nested execution ${arn}: ${child.gap}`;
    const attempts = visits.flatMap((visit) => visit.attempts.filter((attempt) => attempt.child === arn));
    const isOver = attempts.some(({ ended, error }) => ended && error !== "States.Timeout");
    if (child.status === "RUNNING" && isOver) return `The history of the nested execution ${arn} does not reach its end.`;
  }
  return null;
}

/** What nested executions did wrong: it joins what is said of the execution that waited for them. */
export function nestedFindings({ nested }: ReadExecution, judge: NestedJudge): Pick<Verdict, "violations" | "notes"> {
  const arns = new Set(nested.flatMap(({ arn }) => (arn === null ? [] : [arn])));
  const findings = [...arns].map((arn) => {
    const of = <T extends Violation | Note>(found: readonly T[]): readonly T[] => found.map((one) => inNested(one, arn));
    const { violations = [], notes = [] } = judge(arn)?.verdict ?? {};
    return { violations: of(violations), notes: of(notes) };
  });
  return { violations: findings.flatMap(({ violations }) => violations), notes: findings.flatMap(({ notes }) => notes) };
}

function inNested<T extends Violation | Note>(finding: T, arn: string): T {
  if (finding.execution !== undefined) return finding;
  return { ...finding, execution: arn, message: `In ${arn}: ${finding.message}` };
}
