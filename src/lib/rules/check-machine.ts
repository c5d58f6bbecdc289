import type { StateMachine } from "../asl/ast.ts";
import { readMachine } from "../asl/read-machine.ts";
import type { Diagnostic } from "../base/diagnostic.ts";
import { buildModel } from "../saga/build-model.ts";
import type { SagaDeclarations } from "../saga/model.ts";
import type { ParsedText } from "../source/parsed-text.ts";
import { allRules } from "./all-rules.ts";
import { EFFECTS_STAND, effectsStand } from "./effects-stand.ts";
import type { Levels } from "./levels.ts";
import { severityOf } from "./levels.ts";
import type { LintFinding } from "./lint-finding.ts";
import type { Subject } from "./rule.ts";
import { stateFinder } from "./state-at.ts";
import { suppress } from "./suppress.ts";
import { readSuppressions } from "./suppressions.ts";

/** A definition, and what is known of its machine besides. */
export interface LintSubject {
  readonly name: string;
  readonly text: ParsedText;
  readonly type: Subject["type"];
  readonly typeSpan?: Subject["typeSpan"];
  readonly declarations: SagaDeclarations;
}

/** What lint says of one machine. */
export interface CheckedMachine {
  readonly machine: string;
  /** Undefined where the definition holds no machine that can be read. */
  readonly subject: Subject | undefined;
  /** In the order of the file. */
  readonly findings: readonly LintFinding[];
  readonly suppressed: number;
}

/** Asks the language and every rule that applies about a machine (docs/lint.md#what-is-judged); never throws for what a definition says. */
export async function checkMachine({ name, text, type, typeSpan, declarations }: LintSubject, levels: Levels): Promise<CheckedMachine> {
  const { source, root } = text;
  const parsed = root && !isBroken(text) ? await readMachine({ source, root, type }) : undefined;
  const machine = parsed?.machine;
  const diagnostics = [...text.diagnostics, ...(parsed?.diagnostics ?? [])];
  if (machine === undefined) {
    return { machine: name, subject: undefined, findings: inOrder(fromDiagnostics(diagnostics, levels)), suppressed: 0 };
  }
  const built = buildModel(name, machine, declarations);
  const subject: Subject = { machine, model: built.model, type, typeSpan };
  const found = [
    ...fromDiagnostics(loudOfUnread(diagnostics, subject), levels, machine),
    ...(machine.unread ? [] : fromModel(subject, built.diagnostics, levels)),
  ];
  const { findings, count } = suppress(found, readSuppressions(machine, text.comments), machine, levels);
  return { machine: name, subject, findings: inOrder(findings), suppressed: count };
}

/** Whether what could be read is not all that is there: rules would find missing what only could not be read. */
function isBroken({ diagnostics }: ParsedText): boolean {
  return diagnostics.some(({ code, severity }) => code === "asl/syntax" && severity === "error");
}

function fromDiagnostics(diagnostics: readonly Diagnostic[], levels: Levels, machine?: StateMachine): LintFinding[] {
  const findings: LintFinding[] = [];
  const stateAt = machine === undefined ? () => null : stateFinder(machine);
  for (const { code, severity: own, ...rest } of diagnostics) {
    const severity = severityOf(levels, code, own);
    if (severity !== undefined) findings.push({ ...rest, rule: code, severity, state: stateAt(rest.span) });
  }
  return findings;
}

/** That a saga is not judged, since a part of it could not be read, does not pass in silence. */
function loudOfUnread(diagnostics: readonly Diagnostic[], { machine, model }: Subject): readonly Diagnostic[] {
  if (machine.unread !== true || !model.saga) return diagnostics;
  return diagnostics.map((each) => (each.code === "asl/unread-definition" ? { ...each, severity: "warning" } : each));
}

/** What says that something is missing, and would find so of what only could not be read. */
function fromModel(subject: Subject, diagnostics: readonly Diagnostic[], levels: Levels): readonly LintFinding[] {
  return [...fromDiagnostics(diagnostics, levels, subject.machine), ...fromRules(subject, levels)];
}

function fromRules(subject: Subject, levels: Levels): readonly LintFinding[] {
  if (!subject.model.saga) return fromNoSaga(subject, levels);
  const findings: LintFinding[] = [];
  for (const { id, severity: usual, check } of allRules) {
    if (levels[id] === "off") continue;
    for (const finding of check(subject)) {
      const severity = severityOf(levels, id, finding.severity ?? usual);
      if (severity !== undefined) findings.push({ ...finding, rule: id, severity });
    }
  }
  return findings;
}

/** Whatever the rule's level is for sagas, this is only an information. */
function fromNoSaga(subject: Subject, levels: Levels): readonly LintFinding[] {
  const standing = severityOf(levels, EFFECTS_STAND, "info") === undefined ? undefined : effectsStand(subject);
  return standing === undefined ? [] : [{ ...standing, rule: EFFECTS_STAND, severity: "info" }];
}

/** By place, then by rule, so that the same file gives the same report. */
function inOrder(findings: readonly LintFinding[]): readonly LintFinding[] {
  return [...findings].sort(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || compare(a.rule, b.rule) || compare(a.message, b.message),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
