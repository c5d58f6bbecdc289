import { resolve } from "node:path";
import type { Severity } from "../../base/diagnostic.ts";
import { deepEqual } from "../../base/json.ts";
import type { Files } from "../../base/ports.ts";
import { fixEdits, fixedValue } from "../../rules/apply-fix.ts";
import type { Fix } from "../../rules/rule.ts";
import { valueOf } from "../../source/node.ts";
import type { TextEdit } from "../../source/text-edit.ts";
import { applyEdits } from "../../source/text-edit.ts";
import type { FileToLint, LintedDefinition } from "./lint-file.ts";
import { lintFile } from "./lint-file.ts";
import type { LocatedFinding } from "./lint-report.ts";
import { filesWith } from "./overlay-files.ts";

/** Which findings are to be fixed. */
export interface FixOptions {
  readonly severities: readonly Severity[];
  readonly machine: string | undefined;
  /** Fixes that were tried and cannot be made; more are added. */
  readonly hopeless: Set<string>;
}

/** A fix that was made. */
export interface AppliedFix {
  /** Absolute path of the file that it changed. */
  readonly path: string;
  readonly rule: string;
  readonly state: string | null;
}

/** Texts with fixes made, by absolute path. */
interface Round {
  readonly edited: ReadonlyMap<string, string>;
  readonly applied: readonly AppliedFix[];
}

interface Candidate extends AppliedFix {
  readonly key: string;
  readonly fix: Fix;
  readonly edits: readonly TextEdit[];
}

const NOTHING: Round = { edited: new Map(), applied: [] };

/** Makes as many of a file's fixes as can be made side by side. */
export async function fixOnce(files: Files, file: FileToLint, options: FixOptions): Promise<Round> {
  const { definitions } = await lintFile(files, file);
  const candidates = sideBySide(definitions.flatMap((definition) => candidatesOf(definition, file.cwd, options)));
  if (candidates.length === 0) return NOTHING;
  const all = await tried(files, file, definitions, candidates);
  if (all !== undefined) return all;
  for (const candidate of candidates) {
    const alone = await tried(files, file, definitions, [candidate]);
    if (alone !== undefined) return alone;
    options.hopeless.add(candidate.key);
  }
  return NOTHING;
}

function candidatesOf(definition: LintedDefinition, cwd: string, { severities, machine, hopeless }: FixOptions): readonly Candidate[] {
  const { source, root, syntax, findings } = definition;
  if (root === undefined || syntax === null) return [];
  const path = resolve(cwd, source.file);
  return findings.flatMap((finding): readonly Candidate[] => {
    const { fix, rule, state, severity } = finding;
    const key = keyOf(path, finding);
    if (fix === undefined || !severities.includes(severity) || hopeless.has(key)) return [];
    if (machine !== undefined && finding.machine !== machine) return [];
    const edits = fixEdits(fix, source.text, root);
    return edits === undefined ? [] : [{ path, rule, state, key, fix, edits }];
  });
}

function keyOf(path: string, { rule, state, message }: LocatedFinding): string {
  return JSON.stringify([path, rule, state, message]);
}

/** Those that touch nothing that an earlier one touches; of two that add the same field, the first. */
function sideBySide(candidates: readonly Candidate[]): readonly Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of candidates) {
    if (kept.every((other) => other.path !== candidate.path || !collide(other, candidate))) kept.push(candidate);
  }
  return kept;
}

function collide(a: Candidate, b: Candidate): boolean {
  if (a.fix.type === "add-field" && b.fix.type === "add-field") {
    return a.fix.key === b.fix.key && a.fix.object.start === b.fix.object.start;
  }
  const [from, to] = extent(b.edits);
  const [start, end] = extent(a.edits);
  return from <= end && start <= to;
}

function extent(edits: readonly TextEdit[]): readonly [number, number] {
  return [Math.min(...edits.map(({ span }) => span.start)), Math.max(...edits.map(({ span }) => span.end))];
}

/** The texts with these fixes made, if every definition then reads as exactly what it is to be. */
async function tried(
  files: Files,
  file: FileToLint,
  definitions: readonly LintedDefinition[],
  candidates: readonly Candidate[],
): Promise<Round | undefined> {
  const edited = new Map<string, string>();
  for (const path of new Set(candidates.map((candidate) => candidate.path))) {
    const edits = candidates.flatMap((candidate) => (candidate.path === path ? candidate.edits : []));
    edited.set(path, applyEdits(files.read(path) ?? "", edits));
  }
  const after = await lintFile(filesWith(files, edited), file);
  const asMeant = definitions.every(({ source, root }, index) => {
    const fixes = candidates.flatMap(({ path, fix }) => (path === resolve(file.cwd, source.file) ? [fix] : []));
    const now = after.definitions[index];
    if (root === undefined || now?.root === undefined) return root === now?.root;
    return now.diagnostics.length === definitions[index]?.diagnostics.length && deepEqual(valueOf(now.root), fixedValue(root, fixes));
  });
  return asMeant ? { edited, applied: candidates.map(({ path, rule, state }) => ({ path, rule, state })) } : undefined;
}
