import { resolve } from "node:path";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { didYouMean } from "../../base/near-names.ts";
import type { Files } from "../../base/ports.ts";
import { UserError } from "../../base/user-error.ts";
import type { Subject } from "../../rules/rule.ts";
import { problemsError } from "../../source/problems-error.ts";
import { filesToLint } from "../lint/files-to-lint.ts";
import { lintFile } from "../lint/lint-file.ts";
import type { LocatedFinding } from "../lint/lint-report.ts";
import type { MachineReference } from "../machine/locate-machine.ts";
import { resolveMachine } from "../machine/resolve-machine.ts";

/** A machine that is to be looked at, not run. */
export interface LoadedMachine extends Pick<Subject, "machine" | "model"> {
  readonly name: string;
  /** As messages name it. */
  readonly file: string;
}

/**
 * Every machine behind a name: a file's, a folder's, or one of the config; what nobody can read, as a definition in S3, is left out.
 * @throws UserError where there is none, or another definition is broken and no machine is chosen by its name.
 */
export async function loadMachines(files: Files, cwd: string, reference: MachineReference): Promise<readonly LoadedMachine[]> {
  const { target, machine, config } = reference;
  if (!files.exists(resolve(cwd, target))) {
    const { name, file, machine: found, model } = await resolveMachine(files, cwd, reference);
    return [{ name, file, machine: found, model }];
  }
  const machines: LoadedMachine[] = [];
  const findings: LocatedFinding[] = [];
  for await (const file of filesToLint(files, cwd, { paths: [target], ...(config === undefined ? {} : { config }) })) {
    const { linted, definitions } = await lintFile(files, file);
    findings.push(...linted.findings);
    for (const { name, source, subject } of definitions) if (subject !== undefined) machines.push({ ...subject, name, file: source.file });
  }
  const chosen = machine === undefined ? machines : machines.filter(({ name }) => name === machine);
  if (machine !== undefined && chosen.length > 0) return chosen;
  const [first, ...others] = machines.length === 0 ? findings : findings.filter(({ severity }) => severity === "error");
  if (first !== undefined) throw problemsError(first.source, diagnostic(first), others.map(diagnostic));
  if (machines.length === 0) throw new UserError(`${target} holds no state machine`, "A definition is an object with StartAt and States.");
  if (chosen.length > 0) return chosen;
  throw new UserError(
    `${target} holds no machine "${machine}"`,
    didYouMean(
      machine ?? "",
      machines.map(({ name }) => name),
    ),
  );
}

function diagnostic(finding: LocatedFinding): Diagnostic {
  return { ...finding, code: finding.rule };
}
