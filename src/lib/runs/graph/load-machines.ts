import { resolve } from "node:path";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { didYouMean } from "../../base/near-names.ts";
import type { Files } from "../../base/ports.ts";
import { UserError } from "../../base/user-error.ts";
import type { Subject } from "../../rules/rule.ts";
import { problemsError } from "../../source/problems-error.ts";
import { filesToLint } from "../lint/files-to-lint.ts";
import type { FileFindings, LintedDefinition } from "../lint/lint-file.ts";
import { lintFile } from "../lint/lint-file.ts";
import type { LintedMachine, LocatedFinding } from "../lint/lint-report.ts";
import { lintedOnce } from "../lint/linted-once.ts";
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
  const found: (FileFindings & { readonly loaded: readonly LoadedMachine[] })[] = [];
  for await (const file of filesToLint(files, cwd, { paths: [target], ...(config === undefined ? {} : { config }) })) {
    const { definitions, ...result } = await lintFile(files, file);
    found.push({ ...result, loaded: definitions.flatMap(loadedMachine) });
  }
  const once = lintedOnce(found);
  const kept = new Set<LintedMachine | undefined>(once.flatMap(({ linted }) => linted.machines));
  const machines = found.flatMap(({ linted, loaded }) => loaded.filter((_, index) => kept.has(linted.machines[index])));
  const findings = once.flatMap(({ linted }) => linted.findings);
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

/** The machine of a definition that could be read. */
function loadedMachine({ name, source, subject }: LintedDefinition): readonly LoadedMachine[] {
  return subject === undefined ? [] : [{ ...subject, name, file: source.file }];
}

function diagnostic(finding: LocatedFinding): Diagnostic {
  return { ...finding, code: finding.rule };
}
