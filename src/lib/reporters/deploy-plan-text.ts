import type { DeployChange, DeployPlan } from "../runs/deploy/deploy-report.ts";
import type { Cell } from "./columns.ts";
import { columns } from "./columns.ts";
import { displayWidth } from "./display-width.ts";
import { printable } from "./printable.ts";
import type { Layout } from "./text-style.ts";
import { unifiedDiff } from "./unified-diff.ts";

/** What a deployment changes, as a person reads it: settings, then the diff of the definition. Ends with a newline. */
export async function deployPlanText(plan: DeployPlan, style: Layout): Promise<string> {
  const title = `${style.paint.bold(printable(plan.machine))} (${printable(plan.file)})`;
  if (plan.action === "none" && plan.changes.length === 0) return `${title} is deployed as it is: nothing to do.\n`;
  const diff = await diffLines(plan);
  const rows = [...plan.changes.map((change) => changeCells(change, style)), ...definitionCells(plan, diff)];
  return [`${verbOf(plan)} ${title}`, ...rowLines(rows, style), ...diff.map((line) => tone(line, style)(printable(line))), ""].join("\n");
}

function verbOf({ action }: DeployPlan): string {
  switch (action) {
    case "create":
      return "Create";
    case "update":
      return "Update";
    case "none":
      return "Publish";
  }
}

/** Values are ARNs, which nobody can use when they are cut. */
function rowLines(rows: readonly (readonly Cell[])[], { width }: Layout): readonly string[] {
  const longest = Math.max(0, ...rows.flat().map(({ text }) => displayWidth(text)));
  return columns(rows, Math.max(width, 3 * longest));
}

function changeCells({ setting, before, after }: DeployChange, { paint }: Layout): readonly Cell[] {
  const value = before === null ? printable(after) : `${printable(before)} → ${printable(after)}`;
  return [{ text: `  ${printable(setting)}` }, { text: value, paint: before === null ? paint.green : paint.yellow }];
}

function definitionCells({ definition }: DeployPlan, diff: readonly string[]): readonly (readonly Cell[])[] {
  if (definition === null) return [];
  const count = (sign: string): number => diff.slice(HEADER_LINES).filter((line) => line.startsWith(sign)).length;
  const text = definition.before === null ? `${definition.after.split("\n").length - 1} lines` : `+${count("+")} -${count("-")} lines`;
  return [[{ text: "  definition" }, { text }]];
}

/** The names of both sides. */
const HEADER_LINES = 2;

async function diffLines({ definition, machine: deployed, file }: DeployPlan): Promise<readonly string[]> {
  if (definition === null || definition.before === null) return [];
  const patch = await definitionPatch({ before: definition.before, after: definition.after }, { deployed, file });
  return patch.trimEnd().split("\n");
}

/** The definitions' difference as a unified diff. */
export async function definitionPatch(
  { before, after }: { readonly before: string; readonly after: string },
  names: { readonly deployed: string; readonly file: string },
): Promise<string> {
  return unifiedDiff({ name: `${names.deployed} (deployed)`, text: before }, { name: names.file, text: after });
}

function tone(line: string, { paint }: Layout): (text: string) => string {
  if (/^(?:---|\+\+\+) /.test(line)) return paint.bold;
  if (line.startsWith("@@")) return paint.cyan;
  if (line.startsWith("+")) return paint.green;
  return line.startsWith("-") ? paint.red : (text) => text;
}
