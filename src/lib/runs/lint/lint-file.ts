import type { Files } from "../../base/ports.ts";
import { lazily } from "../../base/lazily.ts";
import { lineIndex } from "../../base/line-index.ts";
import type { Location, SourceText, Span } from "../../base/span.ts";
import { withoutMiddle } from "../../base/without-middle.ts";
import type { Config } from "../../config/config.ts";
import type { LoadedDefinition } from "../../definition/carrier.ts";
import { checkMachine } from "../../rules/check-machine.ts";
import type { Levels } from "../../rules/levels.ts";
import type { LintFinding } from "../../rules/lint-finding.ts";
import type { Subject } from "../../rules/rule.ts";
import { coverageOf } from "../../saga/failures/coverage.ts";
import { analyseFailures } from "../../saga/failures/failures.ts";
import { machineGraph } from "../../saga/graph/machine-graph.ts";
import type { WayStep } from "../../saga/graph/shortest-way.ts";
import { declarationsOf } from "../machine/declarations-of.ts";
import type { LintedFile, LintedMachine, LocatedFinding, LocatedStep } from "./lint-report.ts";
import { filesOf, namedDefinitions } from "./named-definitions.ts";
import { placeDeclarations } from "../machine/place-declarations.ts";

/** In states of a path. Thousands of findings with thousands of states each make a report that nothing can read, or write. */
const KEPT = { first: 20, last: 80 };

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
  /** Whether the coverage of sagas is worked out. */
  readonly coverage?: boolean;
}

/** What is left to say of a file once its trees are forgotten. */
export interface FileFindings {
  readonly linted: LintedFile;
  /** The files that its definitions stand in, as messages name them. */
  readonly sources: readonly string[];
  /** Of each of its machines, where it stands, and the other files that it would be found in, too. */
  readonly places: readonly MachinePlace[];
  readonly suppressed: number;
  /** The file of accepted findings that the config names, absolute. */
  readonly baseline: string | undefined;
}

export interface MachinePlace {
  /** The same for the same definition. */
  readonly place: string;
  readonly files: readonly string[];
}

/** Everything about a linted file. */
export interface FileResult extends FileFindings {
  readonly definitions: readonly LintedDefinition[];
}

/** One definition, what the rules looked at, and all its findings. */
export interface LintedDefinition extends LoadedDefinition {
  /** Undefined where the definition could not be read. */
  readonly subject: Subject | undefined;
  /** As the config has it, or else the carrier. */
  readonly name: string;
  readonly findings: readonly LocatedFinding[];
}

/** Lints every machine of one file, of which there may be none. @throws UserError where there is no such file. */
export async function lintFile(files: Files, file: FileToLint): Promise<FileResult> {
  const { config } = file;
  const inForce = { ...config.lint.rules, ...file.levels };
  const found = await namedDefinitions(files, file);
  const locate = locator();
  const results = await Promise.all(
    found.map(async ({ definition, named }) => {
      const name = named?.name ?? definition.machine;
      const type = named?.machine.type ?? definition.type ?? "STANDARD";
      const typeSpan = named?.machine.type === undefined ? definition.typeSpan : undefined;
      const { subject, findings, suppressed } = await checkMachine(
        { name, text: definition, type, typeSpan, declarations: declarationsOf(named?.machine) },
        inForce,
      );
      const placed = await placeDeclarations(files, file.cwd, config, name, findings);
      return { ...definition, name, subject, suppressed, findings: locate(definition.source, subject, fixableIn(definition, placed)) };
    }),
  );
  return {
    linted: {
      file: file.shownAs,
      findings: results.flatMap(({ subject, findings }) => (subject === undefined ? findings : [])),
      machines: results.flatMap(({ name, subject, findings }) =>
        subject === undefined ? [] : [lintedMachine(name, subject, findings, file.coverage ?? false)],
      ),
    },
    definitions: results,
    sources: results.flatMap((result) => [...filesOf(result), ...result.findings.map(({ location }) => location.file)]),
    places: results.flatMap((result) => (result.subject === undefined ? [] : [placeOf(result)])),
    suppressed: results.reduce((sum, { suppressed }) => sum + suppressed, 0),
    baseline: config.lint.baseline,
  };
}

/** Where text cannot be written, nothing can be fixed. */
function fixableIn({ syntax }: LoadedDefinition, findings: readonly LintFinding[]): readonly LintFinding[] {
  return syntax === null ? findings.map(({ fix: _, ...finding }) => finding) : findings;
}

function placeOf(definition: LintedDefinition): MachinePlace {
  return { place: `${definition.source.file}:${definition.root?.start}`, files: filesOf(definition) };
}

function lintedMachine(machine: string, subject: Subject, findings: readonly LocatedFinding[], coverage: boolean): LintedMachine {
  const { saga, sign } = subject.model;
  const rows =
    coverage && saga && !subject.machine.unread ? coverageOf(analyseFailures(subject.machine, subject.model), subject.model) : null;
  return { machine, saga, sign, findings, coverage: rows };
}

/** Gives findings their lines and columns; each text is split into lines once. */
function locator(): (source: SourceText, subject: Subject | undefined, findings: readonly LintFinding[]) => readonly LocatedFinding[] {
  const indexes = new Map<SourceText, (span: Span) => Location>();
  const indexOf = (source: SourceText): ((span: Span) => Location) => {
    const known = indexes.get(source) ?? lineIndex(source);
    indexes.set(source, known);
    return known;
  };
  return (source, subject, findings) => {
    if (findings.length === 0) return [];
    const locate = indexOf(source);
    const machine = subject === undefined ? null : subject.model.machine;
    // Ways of hundreds of findings pass the same states.
    const places = lazily(() => {
      const states = subject === undefined ? [] : machineGraph(subject.machine).places;
      return new Map(states.map(({ state }) => [state.name, locate(state.nameSpan)]));
    });
    const located = ({ state, error }: WayStep): LocatedStep => ({ state, error, location: places().get(state) ?? null });
    return findings.map((finding) => ({
      ...finding,
      machine,
      source: finding.source ?? source,
      location: (finding.source === undefined ? locate : indexOf(finding.source))(finding.span),
      path: withoutMiddle((finding.path ?? []).map(located), KEPT),
    }));
  };
}
