import type { Diagnostic } from "../base/diagnostic.ts";
import { didYouMean } from "../base/near-names.ts";
import type { MachineGraph } from "./graph/machine-graph.ts";
import type { SagaDeclarations, StepDeclaration } from "./model.ts";

/** Declarations of saga.config.yaml over those of Comments: of one step and one subject, the config's word counts. */
export function mergeDeclarations(config: SagaDeclarations, comments: SagaDeclarations): SagaDeclarations {
  if (Object.keys(comments.steps).length === 0) return { ...comments, ...config };
  const names = new Set([...Object.keys(comments.steps), ...Object.keys(config.steps)]);
  const steps = [...names].map((name): [string, StepDeclaration] => [name, { ...own(comments.steps, name), ...own(config.steps, name) }]);
  return { ...comments, ...config, steps: Object.fromEntries(steps) };
}

/** Reports names in the config's declarations that no state of the machine has. */
export function checkDeclarations({ machine, states }: MachineGraph, declarations: SagaDeclarations): readonly Diagnostic[] {
  const span = { start: machine.span.start, end: machine.span.start };
  const diagnostics: Diagnostic[] = [];
  function check(name: string, place: string, declaration: readonly string[]): void {
    if (states.has(name)) return;
    const message = `${place} names "${name}", which is not a state of this machine`;
    diagnostics.push({ code: "saga/declaration", severity: "error", message, span, declaration, hint: didYouMean(name, states.keys()) });
  }
  for (const [step, { compensations = [], resolves }] of Object.entries(declarations.steps)) {
    check(step, "steps", ["steps", step]);
    for (const [index, compensation] of compensations.entries()) {
      check(compensation, `steps.${step}.compensations`, ["steps", step, "compensations", String(index)]);
    }
    if (resolves !== undefined) check(resolves, `steps.${step}.resolves`, ["steps", step, "resolves"]);
  }
  return diagnostics;
}

function own(steps: Readonly<Record<string, StepDeclaration>>, name: string): StepDeclaration {
  return Object.hasOwn(steps, name) ? (steps[name] ?? {}) : {};
}
