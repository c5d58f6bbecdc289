import type { Diagnostic } from "../base/diagnostic.ts";
import { didYouMean, nearNames } from "../base/near-names.ts";
import type { Span } from "../base/span.ts";
import type { State, Text } from "../asl/ast.ts";
import type { MachineGraph } from "./graph/machine-graph.ts";
import type { Role, SagaDeclarations, StepDeclaration } from "./model.ts";

/** What Comments declare, with everything wrong in them. */
export interface Directives {
  readonly declarations: SagaDeclarations;
  readonly diagnostics: readonly Diagnostic[];
}

/** A directive ends with its line, or at a semicolon. */
const DIRECTIVE = /\bsaga:[ \t]*([a-z-]+)[ \t]*([^;\r\n]*)/g;
const ROLES: ReadonlySet<string> = new Set<Role>(["notification", "read", "decision"]);
const KNOWN = ["compensates", "no-compensation", "pivot", "notification", "read", "decision", "rollback-may-succeed"];

/** Reads `saga: compensates ProcessPayment` and its like from the Comments of a machine and its states (docs/saga-model.md#where-it-is-wrong). */
export function readDirectives({ machine, places, states }: MachineGraph): Directives {
  const found: Found = { names: states, steps: new Map(), rollbackMaySucceed: false, diagnostics: [] };
  readComment(found, machine.comment, null);
  for (const { state } of places) readComment(found, state.comment, state);
  return {
    declarations: { steps: Object.fromEntries(found.steps), ...(found.rollbackMaySucceed ? { rollbackMaySucceed: true } : {}) },
    diagnostics: found.diagnostics,
  };
}

/** What is declared so far, by the names that the machine knows. */
interface Found {
  readonly names: ReadonlyMap<string, unknown>;
  readonly steps: Map<string, StepDeclaration>;
  rollbackMaySucceed: boolean;
  readonly diagnostics: Diagnostic[];
}

/** One directive, and where it stands: the state is null in the machine's own Comment. */
interface Directive {
  readonly directive: string;
  readonly rest: string;
  readonly state: State | null;
  readonly span: Span;
}

function readComment(found: Found, comment: Text | undefined, state: State | null): void {
  // Most say nothing of the kind.
  if (comment === undefined || !comment.value.includes("saga:")) return;
  const { value, span } = comment;
  for (const [, directive = "", rest = ""] of value.matchAll(DIRECTIVE))
    readDirective(found, { directive, rest: rest.trim(), state, span });
}

function readDirective(found: Found, { directive, rest, state, span }: Directive): void {
  const { names } = found;
  const report = (message: string, hint: string): void => {
    found.diagnostics.push({ code: "saga/directive", severity: "error", message, span, hint });
  };
  const declare = (step: string, declaration: StepDeclaration): void => {
    found.steps.set(step, { ...found.steps.get(step), ...declaration });
  };
  if (directive === "rollback-may-succeed") {
    if (rest === "") report("saga: rollback-may-succeed needs a reason", "Say why an execution that rolled back may succeed.");
    else found.rollbackMaySucceed = true;
  } else if (state === null) {
    if (!KNOWN.includes(directive)) return;
    report(`saga: ${directive} in the machine's Comment says nothing of a state`, "Put it into the Comment of the state it is about.");
  } else if (directive === "compensates") {
    for (const step of listedNames(rest, found)) {
      if (!names.has(step))
        report(`"${state.name}" says that it compensates "${step}", which is not a state here`, didYouMean(step, names.keys()));
      else declare(step, { compensations: [...(found.steps.get(step)?.compensations ?? []), state.name] });
    }
  } else if (directive === "no-compensation") {
    if (rest === "") report(`"${state.name}" says saga: no-compensation without a reason`, "Say why it needs no compensation.");
    else declare(state.name, { noCompensation: rest });
  } else if (directive === "pivot") {
    declare(state.name, { pivot: true });
  } else if (ROLES.has(directive)) {
    declare(state.name, { role: directive as Role });
  } else if (nearNames(directive, KNOWN).length > 0) {
    // "The order saga: every step …" is prose.
    report(`saga: ${directive} is not a directive`, didYouMean(directive, KNOWN));
  }
}

/** One name, or several with commas between; a name that itself holds a comma is read whole. */
function listedNames(text: string, { names }: Found): readonly string[] {
  return names.has(text) ? [text] : text.split(",").map((name) => name.trim());
}
