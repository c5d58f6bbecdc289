import type { Files } from "../base/ports.ts";
import { lineIndex } from "../base/line-index.ts";
import type { Location, SourceText, Span } from "../base/span.ts";
import type { Config } from "../config/config.ts";
import { machinesOf } from "../config/machine-for.ts";
import type { NamedMachine } from "../config/machine-for.ts";
import type { LoadedDefinition } from "../definition/carrier.ts";
import { loadDefinitions } from "../definition/load-definition.ts";
import { allStates } from "../asl/graph.ts";
import type { CheckedMachine } from "../rules/check-machine.ts";
import { checkMachine } from "../rules/check-machine.ts";
import type { Levels } from "../rules/levels.ts";
import type { LintFinding } from "../rules/lint-finding.ts";
import { declarationsOf } from "./declarations-of.ts";
import type { LintedFile, LintedMachine, LocatedFinding } from "./lint-report.ts";

/** A file to lint, and what holds for it. */
export interface FileToLint {
  /** Absolute. */
  readonly path: string;
  readonly shownAs: string;
  /** Absolute. */
  readonly cwd: string;
  readonly config: Config;
  /** Over those of the config. */
  readonly levels: Levels;
}

/** One file's findings, and how many are suppressed. */
export interface FileResult {
  readonly linted: LintedFile;
  /** The same findings by the definition that they are about. */
  readonly definitions: readonly LintedDefinition[];
  readonly suppressed: number;
  /** The file of accepted findings that the config names, absolute. */
  readonly baseline: string | undefined;
}

/** One definition and all its findings. */
export interface LintedDefinition extends LoadedDefinition {
  readonly findings: readonly LocatedFinding[];
}

/** Lints every machine of one file, of which there may be none. @throws UserError where there is no such file. */
export async function lintFile(files: Files, file: FileToLint): Promise<FileResult> {
  const { config } = file;
  const inForce = { ...config.lint.rules, ...file.levels };
  const found = await definitionsOf(files, file);
  const locate = locator();
  const results = found.map(({ definition, named }) => {
    const name = named?.name ?? definition.machine;
    const type = named?.machine.type ?? definition.type ?? "STANDARD";
    const checked = checkMachine({ name, text: definition, type, declarations: declarationsOf(named?.machine) }, inForce);
    return { definition, checked, findings: locate(definition.source, checked) };
  });
  return {
    linted: {
      file: file.shownAs,
      findings: results.flatMap(({ checked, findings }) => (checked.subject === undefined ? findings : [])),
      machines: results.flatMap(({ checked, findings }) => (checked.subject === undefined ? [] : [lintedMachine(checked, findings)])),
    },
    definitions: results.map(({ definition, findings }) => ({ ...definition, findings })),
    suppressed: results.reduce((sum, { checked }) => sum + checked.suppressed, 0),
    baseline: config.lint.baseline,
  };
}

interface FoundDefinition {
  readonly definition: LoadedDefinition;
  readonly named: NamedMachine | undefined;
}

/** The machines of a file, each as the config names it; a definition that several of its machines share stands once for each. */
async function definitionsOf(files: Files, { path, shownAs, cwd, config }: FileToLint): Promise<readonly FoundDefinition[]> {
  const load = (named: NamedMachine | undefined): Promise<readonly LoadedDefinition[]> =>
    loadDefinitions(files, path, { shownAs, cwd, substitutions: named?.machine.substitutions ?? {} });
  const names = machinesOf(config, path);
  const plain = await load(names[0]);
  if (plain.length > 1) {
    return plain.map((definition) => ({ definition, named: names.find(({ name }) => name === definition.machine) }));
  }
  const others = await Promise.all(names.slice(1).map(async (named) => ({ definitions: await load(named), named })));
  return [{ definitions: plain, named: names[0] }, ...others].flatMap(({ definitions, named }) =>
    definitions.map((definition) => ({ definition, named })),
  );
}

function lintedMachine({ machine, subject }: CheckedMachine, findings: readonly LocatedFinding[]): LintedMachine {
  return { machine, saga: subject?.model.saga ?? false, findings, subject };
}

/** Gives findings their lines and columns; each text is split into lines once. */
function locator(): (source: SourceText, checked: CheckedMachine) => readonly LocatedFinding[] {
  const indexes = new Map<SourceText, (span: Span) => Location>();
  return (source, { machine, subject, findings }) => {
    const locate = indexes.get(source) ?? lineIndex(source);
    indexes.set(source, locate);
    const places = new Map(
      findings.some(({ path }) => path !== undefined) && subject !== undefined
        ? [...allStates(subject.machine)].map(({ name, nameSpan }) => [name, nameSpan])
        : [],
    );
    return findings.map((finding: LintFinding) => ({
      ...finding,
      machine: subject === undefined ? null : machine,
      source,
      location: locate(finding.span),
      path: (finding.path ?? []).map((step) => {
        const span = places.get(step.state);
        return { ...step, location: span === undefined ? null : locate(span) };
      }),
    }));
  };
}
