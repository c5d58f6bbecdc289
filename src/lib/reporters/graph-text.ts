import type { DrawnFlow, DrawnState } from "../runs/graph/draw-machine.ts";
import type { MachineReport } from "../runs/graph/graph-report.ts";
import type { SagaStep } from "../saga/model.ts";
import type { Cell } from "./columns.ts";
import { columns } from "./columns.ts";
import { printable } from "./printable.ts";
import { sectionsText } from "./sections.ts";
import type { Layout } from "./text-style.ts";
import { wrap } from "./wrap.ts";

/** Machines as a person reads them: the way to success with what undoes each step, then where each failure leads. Ends with a newline. */
export function graphText(reports: readonly MachineReport[], style: Layout): string {
  return sectionsText(reports.map((report) => machineLines(report, style)));
}

function machineLines(report: MachineReport, style: Layout): readonly string[] {
  const { machine, file, model } = report;
  const kind = model.saga ? `a saga, its pairs ${model.source}` : "not a saga";
  const head = `${printable(machine)} (${printable(file)}): ${kind}${model.style === null ? "" : `, style ${model.style}`}`;
  return [
    ...wrap(head, style.width, "", "  ").map((line) => style.paint.bold(line)),
    ...section("Way to success", stepRows(report, style), style),
    ...section("Compensations", compensationRows(report, style), style),
    ...section("Where failures lead", failureLines(report, style), style),
  ];
}

function section(title: string, lines: readonly string[], { paint }: Layout): readonly string[] {
  return lines.length === 0 ? [] : ["", paint.bold(title), ...lines];
}

function stepRows({ steps, way, alternatives, flow }: MachineReport, { width, paint }: Layout): readonly string[] {
  const depths = depthsOf(flow);
  const shown = steps.filter(({ role, state }) => role !== "compensation" && way.includes(state));
  if (shown.length === 0) return [];
  const rows = shown.map((step): readonly Cell[] => [
    { text: `${"  ".repeat(depths.get(step.state) ?? 0)}${printable(step.state)}`, paint: paint.cyan },
    { text: [step.role, ...(step.pivot ? ["pivot"] : []), ...(alternatives.has(step.state) ? ["alternative"] : [])].join(", ") },
    { text: step.style ?? "" },
    { text: step.role === "forward" ? undoneBy(step) : "" },
  ]);
  return columns([heading("STEP", "ROLE", "STYLE", "UNDONE BY"), ...rows], width - 2).map((line) => `  ${line.trimEnd()}`);
}

function undoneBy({ compensations, takesBack, takenBackBy, noCompensation }: SagaStep): string {
  if (compensations.length > 0) return printable(compensations.join(" or "));
  if (takesBack !== undefined) return `nothing: takes back ${printable(takesBack.join(", "))}`;
  if (noCompensation !== null) return `nothing: ${printable(noCompensation)}`;
  return takenBackBy === undefined ? "nothing" : `taken back by ${printable(takenBackBy.join(", "))}`;
}

function compensationRows({ steps }: MachineReport, { width, paint }: Layout): readonly string[] {
  const shown = steps.filter(({ role }) => role === "compensation");
  if (shown.length === 0) return [];
  const rows = shown.map(({ state, undoes, undo, evidence, confidence }): readonly Cell[] => [
    { text: printable(state), paint: paint.yellow },
    { text: printable(undoes.join(", ")) },
    { text: undo ?? "" },
    { text: `${confidence}${evidence.length === 0 ? "" : `: ${evidence.join(", ")}`}` },
  ]);
  return columns([heading("COMPENSATION", "UNDOES", "HOW", "BELIEVED"), ...rows], width - 2).map((line) => `  ${line.trimEnd()}`);
}

function heading(...titles: readonly string[]): readonly Cell[] {
  return titles.map((text) => ({ text }));
}

/** One line for each failure arrow of the way to success and its alternatives: `ProcessPayment (States.ALL): ProcessRefund -> OrderFailed`. */
function failureLines({ flow, way }: MachineReport, { width }: Layout): readonly string[] {
  const states = new Map(allDrawn(flow).map((state) => [state.name, state]));
  return way.flatMap((name) => {
    const state = states.get(name);
    const arrows = (state?.arrows ?? []).filter(({ type }) => type === "failure");
    return arrows.flatMap(({ target, label }) => {
      const ways = followed(target, states).map(printable).join(" -> ");
      return wrap(`${printable(name)} (${printable(label)}): ${ways}`, width, "  ", "    ");
    });
  });
}

/** The states from there on, up to where ways part or meet again. */
function followed(start: string, states: ReadonlyMap<string, DrawnState>): readonly string[] {
  const names: string[] = [];
  for (let next: string | undefined = start; next !== undefined && !names.includes(next);) {
    names.push(next);
    const targets = waysOn(states.get(next));
    if (targets.length > 1) return [...names, "…"];
    next = targets[0];
  }
  return names;
}

/** Where a state leads that does not fail; a Choice may find that something has. */
function waysOn(state: DrawnState | undefined): readonly string[] {
  const arrows = state?.arrows ?? [];
  return arrows.filter(({ type }) => type === "success" || state?.type === "Choice").map(({ target }) => target);
}

function allDrawn({ states }: DrawnFlow): readonly DrawnState[] {
  return states.flatMap((state) => [state, ...state.flows.flatMap(allDrawn)]);
}

function depthsOf(flow: DrawnFlow, depth: number = 0): ReadonlyMap<string, number> {
  return new Map(
    flow.states.flatMap((state) => [[state.name, depth] as const, ...state.flows.flatMap((nested) => [...depthsOf(nested, depth + 1)])]),
  );
}
