import type { SourceText, Span } from "../../src/lib/base/span.ts";
import { UserError } from "../../src/lib/base/user-error.ts";
import { loadDefinitions } from "../../src/lib/definition/load-definition.ts";
import { checkMachine } from "../../src/lib/rules/check-machine.ts";
import type { Node } from "../../src/lib/source/node.ts";
import { memoryFiles } from "../memory-files.ts";

/** How long (CPU, ms) each file of a project may take. */
const LONGEST = 1000;

/** Reads and lints a file of a project; throws what no input may cause: an exception, a hang, a place outside of the file. */
export async function examine(project: Readonly<Record<string, string>>, file: string): Promise<void> {
  const before = process.cpuUsage();
  try {
    await read(project, file);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  const { user, system } = process.cpuUsage(before);
  const spent = (user + system) / 1000;
  if (spent > LONGEST * Object.keys(project).length) throw new Error(`It took ${Math.round(spent)} ms`);
}

async function read(project: Readonly<Record<string, string>>, file: string): Promise<void> {
  const files = memoryFiles(Object.fromEntries(Object.entries(project).map(([name, text]) => [`/shop/${name}`, text])));
  for (const definition of await loadDefinitions(files, `/shop/${file}`, { cwd: "/shop" })) {
    const { machine, source, root, comments, type = "STANDARD" } = definition;
    const { findings } = await checkMachine({ name: machine, text: definition, type, declarations: { steps: {} } }, {});
    for (const { span } of [...findings, ...comments]) checkInside(source, span);
    if (root !== undefined) checkPlaces(source, root);
  }
}

function checkInside({ text, file }: SourceText, { start, end }: Span): void {
  if (start < 0 || end < start || end > text.length) {
    throw new Error(`${start}–${end} is no place in ${file}, which has ${text.length} characters`);
  }
}

function checkPlaces(source: SourceText, node: Node): void {
  checkInside(source, node);
  if (node.type === "array") for (const item of node.items) checkPlaces(source, item);
  if (node.type === "object") {
    for (const member of node.members) {
      checkInside(source, member);
      checkPlaces(source, member.value);
    }
  }
}
