import type { Span } from "../base/span.ts";
import type { Flow, StateMachine, Text } from "../asl/ast.ts";
import { nestedFlows } from "../asl/graph.ts";
import type { Comment } from "../source/parsed-text.ts";

/** A person's word that a finding is to be let be, with everything needed to hold it to that word. */
export interface Suppression {
  readonly rule: string;
  /** Why; "" where nothing is said. */
  readonly reason: string;
  /** Where it is said. */
  readonly span: Span;
  readonly covers: Cover;
}

/** What a suppression covers: a state, the whole machine, or what begins on one line. */
export type Cover =
  | { readonly type: "state"; readonly state: string }
  | { readonly type: "machine" }
  | { readonly type: "line"; readonly span: Span };

/** A suppression ends with its line, or at a semicolon. */
const IN_COMMENT_FIELD = /\bsaga-lint-disable[ \t]+([\w/*-]+)[ \t:]*([^;\r\n]*)/g;
const IN_FILE_COMMENT = /^saga-lint-disable-next-line[ \t]+([\w/*-]+)[ \t:]*(.*)$/;

/** Suppressions in the Comment fields of a machine and its states, and in the comments of its file. */
export function readSuppressions(machine: StateMachine, comments: readonly Comment[]): readonly Suppression[] {
  const { text } = machine.source;
  const found: Suppression[] = [];
  if (suppresses(machine.comment)) addFromComment(found, machine.comment, { type: "machine" });
  addFromStates(found, machine);
  for (const comment of comments) found.push(...beforeLine(comment, text));
  return found;
}

function addFromStates(found: Suppression[], flow: Flow): void {
  for (const state of flow.states.values()) {
    if (suppresses(state.comment)) addFromComment(found, state.comment, { type: "state", state: state.name });
    if (state.type === "Parallel" || state.type === "Map") for (const nested of nestedFlows(state)) addFromStates(found, nested);
  }
}

function suppresses(comment: Text | undefined): comment is Text {
  return comment?.value.includes("saga-lint-disable") === true;
}

function addFromComment(found: Suppression[], { value, span }: Text, covers: Cover): void {
  for (const [, rule = "", reason = ""] of value.matchAll(IN_COMMENT_FIELD)) found.push({ rule, reason: reason.trim(), span, covers });
}

function beforeLine({ text, span }: Comment, file: string): readonly Suppression[] {
  const [, rule, reason = ""] = IN_FILE_COMMENT.exec(text) ?? [];
  if (rule === undefined) return [];
  return [{ rule, reason: reason.trim(), span, covers: { type: "line", span: nextLine(file, span.end) } }];
}

/** The line after the one that holds the offset. */
function nextLine(text: string, offset: number): Span {
  const end = text.indexOf("\n", offset);
  if (end === -1) return { start: text.length, end: text.length };
  const next = text.indexOf("\n", end + 1);
  return { start: end + 1, end: next === -1 ? text.length : next };
}

/** Whether the suppression is about what stands there. */
export function covers({ covers }: Suppression, finding: { readonly state: string | null; readonly span: Span }): boolean {
  switch (covers.type) {
    case "machine":
      return true;
    case "state":
      return finding.state === covers.state;
    case "line":
      return finding.span.start >= covers.span.start && finding.span.start <= covers.span.end;
  }
}
