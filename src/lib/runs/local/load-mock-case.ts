import { resolve } from "node:path";
import { allStates } from "../../asl/graph.ts";
import { didYouMean } from "../../base/near-names.ts";
import type { Files } from "../../base/ports.ts";
import { UserError } from "../../base/user-error.ts";
import type { MockTestCase } from "../../tasks/mock-config.ts";
import { findTestCase } from "../../tasks/mock-config.ts";
import { loadMockConfig } from "./load-mock-config.ts";
import type { ResolvedMachine } from "../machine/resolve-machine.ts";

/** The test case that `FILE[#case]` names for a machine; without `#case` its only one. @throws UserError naming what there is, a state that the machine has not, or what is wrong with the file. */
export function loadMockCase(
  files: Files,
  cwd: string,
  reference: string,
  { name: machine, machine: definition }: Pick<ResolvedMachine, "name" | "machine">,
): MockTestCase {
  const { file, name } = parts(files, cwd, reference);
  const testCase = findTestCase(loadMockConfig(files, resolve(cwd, file), file), machine, name);
  const states = [...allStates(definition)].map((state) => state.name);
  const stray = [...testCase.states.keys()].find((state) => !states.includes(state));
  if (stray === undefined) return testCase;
  throw new UserError(
    `${file}: The test case "${testCase.name}" mocks "${stray}", which is not a state of "${machine}"`,
    didYouMean(stray, states),
  );
}

/** A file's name may hold a `#` itself. */
function parts(files: Files, cwd: string, reference: string): { readonly file: string; readonly name: string | undefined } {
  const hash = reference.lastIndexOf("#");
  if (hash === -1 || files.exists(resolve(cwd, reference))) return { file: reference, name: undefined };
  return { file: reference.slice(0, hash), name: reference.slice(hash + 1) };
}
