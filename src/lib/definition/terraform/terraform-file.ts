import { basename } from "node:path";
import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Span } from "../../base/span.ts";
import { inTextOrder } from "../../source/findings.ts";
import type { CarrierFile, LoadedDefinition } from "../carrier.ts";
import type { HclBlock, HclFile } from "../hcl/hcl-tree.ts";
import { readCalledModule } from "./terraform-call.ts";
import { machinesElsewhere, unusedDefinitions } from "./terraform-elsewhere.ts";
import type { Calls } from "./terraform-local-module.ts";
import { noCalls, outputsOf } from "./terraform-local-module.ts";
import { asWritten } from "./terraform-json.ts";
import { isResource, readMachine, unreadable } from "./terraform-machine.ts";
import { parseTerraform, readModule } from "./terraform-module.ts";
import type { Place, Scope } from "./terraform-scope.ts";
import { moduleScope } from "./terraform-scope.ts";

/**
 * The machines of a Terraform file: those of its `aws_sfn_state_machine` resources, and of modules that make one;
 * of a file that makes none, those that are made of definitions in it.
 */
export async function terraformMachines(carrier: CarrierFile): Promise<readonly LoadedDefinition[]> {
  const opened = await openFile(carrier);
  const own = await ownMachines(opened);
  if (own.length > 0 || !carrier.source.text.includes("StartAt")) return own;
  const elsewhere = await machinesElsewhere(carrier, async (user) => ownMachines(await openFile(user)));
  if (elsewhere.length > 0) return elsewhere;
  return (await unusedDefinitions(carrier, opened.scopeOf(opened.file))).map(asWritten);
}

async function ownMachines({ file, scopeOf, calls }: OpenedFile): Promise<readonly LoadedDefinition[]> {
  const machines = await Promise.all(
    file.blocks.map((block) => (isResource(block) ? readMachine(scopeOf(file), block) : readCalledModule(scopeOf(file), block, calls))),
  );
  const holders = file.blocks.filter((_, index) => machines[index]?.length !== 0);
  const others = file.diagnostics.filter(({ span }) => !holders.some((block) => holds(block, span)));
  return withDiagnostics(file, machines.flat(), others).map(asWritten);
}

interface OpenedFile {
  readonly file: HclFile;
  /** What an expression in a file of its folder sees; each has a budget of its own. */
  readonly scopeOf: (file: HclFile) => Scope;
  readonly calls: Calls;
}

async function openFile(carrier: CarrierFile): Promise<OpenedFile> {
  const calls = noCalls();
  const file = await parseTerraform(carrier);
  const module = await readModule(carrier, file);
  const places = new Map<string, Place>();
  const scopeOf = (own: HclFile): Scope => moduleScope(module, own, [carrier], { places });
  for (const [name, place] of await outputsOf({ files: module.files, scopeOf, above: [carrier.source.file] }, calls))
    places.set(name, place);
  return { file, scopeOf, calls };
}

/** The machines, and the errors that belong to none of them: with the first that stands in this file, else by themselves. */
function withDiagnostics(
  file: HclFile,
  machines: readonly LoadedDefinition[],
  diagnostics: readonly Diagnostic[],
): readonly LoadedDefinition[] {
  if (diagnostics.length === 0) return machines;
  const first = machines.findIndex(({ source }) => source === file.source);
  if (first === -1)
    return [...machines, { ...unreadable(file, diagnostics), machine: basename(file.source.file).replace(/\.tf(?:\.json)?$/i, "") }];
  return machines.map((machine, index) =>
    index === first ? { ...machine, diagnostics: inTextOrder([...machine.diagnostics, ...diagnostics]) } : machine,
  );
}

function holds({ span }: HclBlock, inner: Span): boolean {
  return inner.start >= span.start && inner.end <= span.end;
}
