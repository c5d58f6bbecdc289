import { textHash } from "../base/text-hash.ts";
import type { LocatedFinding } from "../runs/lint/lint-report.ts";

/** For each finding a hash of what it is about, not of where it stands: the same when lines move, and never the same twice. */
export function findingHashes(findings: readonly LocatedFinding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ location: { file }, machine, rule, state, message }) => {
    const key = JSON.stringify([file, machine, rule, state, message]);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return textHash(before === 0 ? key : `${key} ${before}`);
  });
}
