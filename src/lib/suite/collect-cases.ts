import type { CaseResult } from "./case-result.ts";
import type { SuitePorts, SuiteRequest } from "./suite-request.ts";

/** The results so far, and which cases are wanted. */
export interface CaseCollector {
  readonly results: readonly CaseResult[];
  /** Whether a case is asked for; asked once for each, in the order of the enumeration. */
  readonly wants: (machine: string, name: string) => boolean;
  /** Takes a result; false where no more is wanted. */
  readonly take: (result: CaseResult) => boolean;
  readonly goesOn: () => boolean;
  readonly isBailed: () => boolean;
}

/** Collects nothing yet. */
export function collectCases(
  { only, shard, bail, timelines }: Pick<SuiteRequest, "only" | "shard" | "bail" | "timelines">,
  { onCase, interrupted }: Pick<SuitePorts, "onCase" | "interrupted">,
): CaseCollector {
  const results: CaseResult[] = [];
  let enumerated = 0;
  let bailed = false;
  const goesOn = (): boolean => !bailed && interrupted?.aborted !== true;
  return {
    results,
    wants(machine, name) {
      const place = enumerated++;
      if (shard !== undefined && place % shard.of !== shard.index - 1) return false;
      return only === undefined || `${machine}: ${name}`.includes(only);
    },
    take(result) {
      results.push(timelines ? result : { ...result, visits: [] });
      onCase?.(result);
      bailed = bail && result.colour === "red";
      return goesOn();
    },
    goesOn,
    isBailed: () => bailed,
  };
}
