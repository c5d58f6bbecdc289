import type { Arrow, DrawnFlow, DrawnState } from "../runs/graph/draw-machine.ts";
import type { MachineReport } from "../runs/graph/graph-report.ts";
import { printable } from "./printable.ts";

/**
 * Machines as Mermaid flowcharts, one after the other: forward steps and compensations coloured apart, failures as dotted arrows,
 * branches and iterations in boxes. https://mermaid.js.org/syntax/flowchart.html
 */
export function graphMermaid(reports: readonly MachineReport[]): string {
  return reports.map(chart).join("\n");
}

function chart({ machine, flow }: MachineReport): string {
  const ids = new Map<string, string>();
  nameAll(flow, ids);
  const lines = [
    `%% ${printable(machine).replaceAll("%", "")}`,
    "flowchart TD",
    '  start(["start"])',
    ...flowLines(flow, ids, "  "),
    `  start --> ${idOf(ids, flow.startAt)}`,
    ...arrowLines(flow, ids),
    ...CLASSES.map((line) => `  classDef ${line}`),
  ];
  return `${lines.join("\n")}\n`;
}

const CLASSES = [
  "forward fill:#d9ecff,stroke:#1f6feb,color:#0b2545",
  "compensation fill:#ffe2d1,stroke:#c2410c,color:#431407",
  "notification fill:#eee6ff,stroke:#7c3aed,color:#2e1065",
  "read fill:#e6f4ea,stroke:#2e7d32,color:#12351a",
  "decision fill:#fff6cc,stroke:#b08900,color:#3d2f00",
  "control fill:#f2f2f2,stroke:#8a8a8a,color:#222222",
  "failed fill:#ffd6d6,stroke:#b91c1c,color:#450a0a",
];

/** States may be named anything; Mermaid's ids may not. */
function nameAll({ states }: DrawnFlow, ids: Map<string, string>): void {
  for (const { name, flows } of states) {
    ids.set(name, `s${ids.size}`);
    for (const nested of flows) nameAll(nested, ids);
  }
}

function idOf(ids: ReadonlyMap<string, string>, name: string): string {
  return ids.get(name) ?? "unknown";
}

function flowLines({ states }: DrawnFlow, ids: ReadonlyMap<string, string>, indent: string): readonly string[] {
  return states.flatMap((state) => (state.flows.length === 0 ? [nodeLine(state, ids, indent)] : boxLines(state, ids, indent)));
}

function nodeLine({ name, type, role }: DrawnState, ids: ReadonlyMap<string, string>, indent: string): string {
  const [open, close] = type === "Choice" ? ["{", "}"] : type === "Succeed" || type === "Fail" ? ["([", "])"] : ["[", "]"];
  return `${indent}${idOf(ids, name)}${open}${label(name)}${close}:::${type === "Fail" ? "failed" : role}`;
}

function boxLines({ name, type, flows }: DrawnState, ids: ReadonlyMap<string, string>, indent: string): readonly string[] {
  const id = idOf(ids, name);
  const branches = flows.flatMap((flow, index) => [
    `${indent}  subgraph ${id}b${index}[" "]`,
    ...flowLines(flow, ids, `${indent}    `),
    `${indent}  end`,
  ]);
  return [`${indent}subgraph ${id}[${label(`${type} ${name}`)}]`, ...branches, `${indent}end`];
}

function arrowLines({ states }: DrawnFlow, ids: ReadonlyMap<string, string>): readonly string[] {
  return states.flatMap((state) => [
    ...state.arrows.filter(({ target }) => ids.has(target)).map((arrow) => arrowLine(state, arrow, ids)),
    ...state.flows.flatMap((flow) => arrowLines(flow, ids)),
  ]);
}

function arrowLine({ name }: DrawnState, { target, type, label: text }: Arrow, ids: ReadonlyMap<string, string>): string {
  const line = type === "failure" ? "-.->" : "-->";
  return `  ${idOf(ids, name)} ${line}${text === "" ? "" : `|${label(text)}|`} ${idOf(ids, target)}`;
}

/** In quotes, with whatever Mermaid or HTML would read as markup written as entities. */
function label(text: string): string {
  return `"${printable(text).replace(/[#&<>"`\\|;]/g, (character) => `#${character.charCodeAt(0)};`)}"`;
}
