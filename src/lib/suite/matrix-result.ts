import type { StateMachine } from "../asl/ast.ts";
import { allStates } from "../asl/graph.ts";
import type { JsonValue } from "../base/json.ts";
import type { Location } from "../base/span.ts";
import { locate } from "../base/span.ts";
import type { Fault } from "../faults/fault.ts";
import type { ResolvedMachine } from "../runs/machine/resolve-machine.ts";
import type { CaseResult } from "./case-result.ts";
import { executionResult } from "./execution-result.ts";
import { judgeMatrixCase } from "./judge-matrix-case.ts";
import type { PlannedCase } from "./matrix-plans.ts";
import type { Observation } from "./observation.ts";
import { reproduceCommand } from "./reproduce-command.ts";
import type { ExpectedResidue } from "./residue.ts";

/** What the cases of a matrix are judged by, and run again with. */
export interface MatrixResultOptions {
  readonly input: JsonValue | undefined;
  readonly residue: ExpectedResidue;
  readonly strict: boolean;
  /** What `saga-cli run` needs beside the definition and the faults to run a case again. */
  readonly flags: readonly string[];
}

/** Judges the cases of one machine's matrix. */
export function matrixResults(
  resolved: ResolvedMachine,
  options: MatrixResultOptions,
): (planned: PlannedCase, observation: Observation) => CaseResult {
  const { model, name: machine, file: definition } = resolved;
  const placeOf = statePlaces(resolved.machine);
  return ({ faults, sameAs }, observation) => {
    const { problems, warnings } = judgeMatrixCase(observation, { ...options, faults, model });
    return {
      name: caseName(faults),
      type: "matrix",
      machine,
      definition,
      location: placeOf(faults[0]?.state),
      faults: faults.map(({ text }) => text),
      state: faults[0]?.state ?? null,
      colour: problems.length > 0 ? "red" : warnings.length > 0 ? "warning" : "green",
      problems,
      warnings,
      ...executionResult(observation),
      command: reproduceCommand({ ...options, resolved, faults }),
      sameAs: sameAs === null ? null : caseName(sameAs.faults),
    };
  };
}

/** Where a state stands in its file; the definition's first one, where none is named. */
function statePlaces(machine: StateMachine): (state: string | undefined) => Location {
  const places = new Map([...allStates(machine)].map(({ name, nameSpan }) => [name, locate(machine.source, nameSpan)]));
  const first = locate(machine.source, machine.startAt.span);
  return (state) => places.get(state ?? machine.startAt.value) ?? first;
}

/** What a case of the matrix is called: its faults. */
export function caseName(faults: readonly Pick<Fault, "text">[]): string {
  return faults.length === 0 ? "no fault" : faults.map(({ text }) => text).join(" + ");
}
