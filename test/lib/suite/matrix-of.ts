import { resolveMachine } from "../../../src/lib/runs/machine/resolve-machine.ts";
import { diskFiles } from "../../../src/lib/runs/disk-files.ts";
import type { Files } from "../../../src/lib/base/ports.ts";
import type { CaseResult } from "../../../src/lib/suite/case-result.ts";
import type { CaseRunner } from "../../../src/lib/suite/case-runner.ts";
import { openCaseRunner } from "../../../src/lib/suite/case-runner.ts";
import type { MatrixCounts, MatrixOptions } from "../../../src/lib/suite/run-matrix.ts";
import { runMatrix } from "../../../src/lib/suite/run-matrix.ts";
import { ROOT } from "../../test-io.ts";

/** A matrix that has run: its cases in order, and what it counted. */
export interface RanMatrix {
  readonly results: readonly CaseResult[];
  readonly counts: MatrixCounts;
  /** How many executions it took. */
  readonly executions: number;
}

/** Runs the fault matrix of a definition, in the repository's folder. */
export async function matrixOf(target: string, options: Partial<MatrixOptions> = {}, files: Files = diskFiles): Promise<RanMatrix> {
  const resolved = await resolveMachine(files, ROOT, { target });
  const runner = await openCaseRunner(resolved, { env: {}, onLog: () => {}, seed: 1 });
  const results: CaseResult[] = [];
  let executions = 0;
  const counting: CaseRunner = {
    ...runner,
    run(plan) {
      executions += 1;
      return runner.run(plan);
    },
  };
  try {
    const counts = await runMatrix(resolved, counting, {
      input: undefined,
      saveTables: undefined,
      residue: {},
      late: false,
      depth: 1,
      strict: false,
      flags: ["--seed", "1"],
      wants: () => true,
      onCase: (result) => {
        results.push(result);
        return true;
      },
      ...options,
    });
    return { results, counts, executions };
  } finally {
    await runner.close();
  }
}
