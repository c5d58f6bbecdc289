import { resolve } from "node:path";
import type { Files } from "../base/ports.ts";
import type { MockTestCase } from "../tasks/mock-config.ts";
import { findTestCase } from "../tasks/mock-config.ts";
import { loadMockConfig } from "./load-mock-config.ts";

/** The test case that `FILE[#case]` names for a machine; without `#case` its only one. @throws UserError naming what there is, or what is wrong with the file. */
export function loadMockCase(files: Files, cwd: string, reference: string, machine: string): MockTestCase {
  const { file, name } = parts(files, cwd, reference);
  return findTestCase(loadMockConfig(files, resolve(cwd, file), file), machine, name);
}

/** A file's name may hold a `#` itself. */
function parts(files: Files, cwd: string, reference: string): { readonly file: string; readonly name: string | undefined } {
  const hash = reference.lastIndexOf("#");
  if (hash === -1 || files.exists(resolve(cwd, reference))) return { file: reference, name: undefined };
  return { file: reference.slice(0, hash), name: reference.slice(hash + 1) };
}
