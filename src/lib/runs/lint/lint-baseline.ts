import { dirname, relative, resolve } from "node:path";
import type { Files } from "../../base/ports.ts";
import { UserError } from "../../base/user-error.ts";
import type { BaselineEntry, FindingKey } from "../../rules/baseline.ts";
import { againstBaseline, baselineOf, baselineText, parseBaseline } from "../../rules/baseline.ts";
import type { FileFindings } from "./lint-file.ts";
import type { BaselineUse, LocatedFinding } from "./lint-report.ts";
import { findingsOf } from "./lint-report.ts";
import { shownFrom } from "../shown-from.ts";

/** Which findings a person has accepted. */
export interface BaselineRequest {
  readonly machine?: string;
  /** A file of accepted findings, from the working folder; false where none is to be heeded; else the config's, if it names one. */
  readonly baseline?: string | false;
  /** Whether the file is written anew: today's findings become the accepted ones. */
  readonly updateBaseline?: boolean;
}

/** Results without the findings that baselines accept, and what each baseline did. */
interface Heeded {
  readonly results: readonly FileFindings[];
  readonly baselines: readonly BaselineUse[];
}

/** Takes accepted findings out of the results, and writes baselines anew where that is asked for. */
export function heedBaselines(files: Files, cwd: string, results: readonly FileFindings[], request: BaselineRequest): Heeded {
  if (request.baseline === false) return { results, baselines: [] };
  const named = request.baseline === undefined ? undefined : resolve(cwd, request.baseline);
  if (named === undefined && results.every(({ baseline }) => baseline === undefined)) {
    if (request.updateBaseline === true) throw nothingToWrite();
    return { results, baselines: [] };
  }
  const groups = new Map<string | undefined, FileFindings[]>();
  for (const result of results) {
    const path = named ?? result.baseline;
    const group = groups.get(path);
    if (group === undefined) groups.set(path, [result]);
    else group.push(result);
  }
  const fresh = new Set<LocatedFinding>();
  const baselines: BaselineUse[] = [];
  for (const [path, group] of groups) {
    const findings = group.flatMap(({ linted }) => findingsOf(linted));
    const left = path === undefined ? findings : against(files, { cwd, path, group, request }, findings, baselines);
    for (const finding of left) fresh.add(finding);
  }
  return { results: results.map((result) => without(result, (finding) => !fresh.has(finding))), baselines };
}

function nothingToWrite(): UserError {
  return new UserError(
    "Nothing says which file --update-baseline is to write",
    "Name it by --baseline FILE, or in the config: lint.baseline.",
  );
}

interface Baseline {
  readonly cwd: string;
  /** Absolute. */
  readonly path: string;
  readonly group: readonly FileFindings[];
  readonly request: BaselineRequest;
}

/** The findings that one baseline does not accept; says in `uses` what it did. */
function against(files: Files, baseline: Baseline, findings: readonly LocatedFinding[], uses: BaselineUse[]): readonly LocatedFinding[] {
  const { cwd, path, request } = baseline;
  const shownAs = shownFrom(cwd, path);
  const keyOf = (finding: LocatedFinding): FindingKey => ({ ...finding, file: fileIn(baseline, finding.location.file) });
  const entries = read(files, path, shownAs, request);
  const [mine, others] = parted(entries, inScope(baseline));
  const { fresh, accepted, gone } = againstBaseline(findings, keyOf, mine);
  if (request.updateBaseline !== true) {
    uses.push({ file: shownAs, accepted, gone, added: 0, written: false });
    return fresh;
  }
  const kept = others.filter(({ file }) => files.exists(resolve(dirname(path), file)));
  files.write(path, baselineText([...kept, ...baselineOf(findings.map(keyOf))].sort(byFile)));
  uses.push({ file: shownAs, accepted: findings.length, gone: gone + others.length - kept.length, added: fresh.length, written: true });
  return [];
}

function read(files: Files, path: string, shownAs: string, { updateBaseline }: BaselineRequest): readonly BaselineEntry[] {
  const text = files.read(path);
  if (text !== undefined) return parseBaseline(text, shownAs);
  if (updateBaseline === true) return [];
  throw new UserError(`The baseline ${shownAs} does not exist`, "Write it by --update-baseline: it accepts the findings of today.", {
    file: shownAs,
  });
}

/** Whether an accepted finding is of what was linted now; the others stay as they are. */
function inScope(baseline: Baseline): (entry: BaselineEntry) => boolean {
  const { group, request } = baseline;
  const linted = new Set(group.flatMap(({ linted, sources }) => [linted.file, ...sources]).map((file) => fileIn(baseline, file)));
  return ({ file, machine }) => linted.has(file) && (request.machine === undefined || machine === null || machine === request.machine);
}

function fileIn({ cwd, path }: Baseline, file: string): string {
  return relative(dirname(path), resolve(cwd, file)).replaceAll("\\", "/");
}

function parted<T>(items: readonly T[], belongs: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}

function byFile(a: BaselineEntry, b: BaselineEntry): number {
  return a.file < b.file ? -1 : Number(a.file > b.file);
}

function without(result: FileFindings, accepted: (finding: LocatedFinding) => boolean): FileFindings {
  const left = (findings: readonly LocatedFinding[]): readonly LocatedFinding[] => findings.filter((finding) => !accepted(finding));
  const machines = result.linted.machines.map((machine) => ({ ...machine, findings: left(machine.findings) }));
  return { ...result, linted: { ...result.linted, findings: left(result.linted.findings), machines } };
}
