import type { Member, Node } from "../../source/node.ts";
import type { ParsedText } from "../../source/parsed-text.ts";
import { fileStem } from "../asl-file.ts";
import type { CarrierFile, LoadedDefinition } from "../carrier.ts";
import { machineEntries } from "../cloudformation/cloud-formation.ts";
import type { DefinitionScope } from "../cloudformation/definition-scope.ts";
import { unreadDefinition } from "../cloudformation/definition-scope.ts";
import { intrinsicOf } from "../cloudformation/intrinsic.ts";
import type { MachineEntry } from "../cloudformation/machine-entry.ts";
import { loadEntries } from "../cloudformation/machine-entry.ts";
import { serverlessNames } from "./serverless-names.ts";
import { resolvedTree } from "./serverless-text.ts";
import type { Service, ServerlessValue } from "./serverless-value.ts";
import { valuesAt } from "./serverless-value.ts";
import type { Template } from "../cloudformation/template.ts";
import { tokenName } from "../tokens.ts";

/** The machines of a configuration, named by their keys, and those of the CloudFormation resources in it. */
export async function serviceMachines(file: CarrierFile, parsed: ParsedText, node: Node): Promise<readonly LoadedDefinition[]> {
  const self = { type: "value", parsed, node } as const;
  const service: Service = { file, self, budget: { left: MAX_LOOK_UPS } };
  const under = (...keys: string[]): Promise<readonly ServerlessValue[]> => valuesAt(service, self, keys);
  const resources = await under("resources");
  const named = { ...service, names: serverlessNames(await under("functions"), resources) };
  const lists = await under("stepFunctions", "stateMachines");
  const listed = await Promise.all(lists.map((list) => listEntries(named, list)));
  const entries = [...listed.flat(), ...resources.flatMap((value) => resourceEntries(named, value))];
  return loadEntries(entries, [...new Set([parsed, ...entries.map(({ scope }) => scope.parsed)])]);
}

/** How many variables one configuration may look up; real ones have hundreds. */
const MAX_LOOK_UPS = 3000;

/** A configuration and what the names in its definitions mean. */
interface NamedService extends Service {
  readonly names: Template;
}

/** The machines under `stateMachines`. */
async function listEntries(service: NamedService, list: ServerlessValue): Promise<readonly MachineEntry[]> {
  if (list.type === "problem") return [await entryOf(service, fileStem(service.file.source.file), list, undefined)];
  if (list.node.type !== "object") return [];
  const entries = await Promise.all(list.node.members.map((member) => memberEntries(service, list.parsed, member)));
  return entries.flat();
}

async function memberEntries(service: NamedService, parsed: ParsedText, { key, value: node }: Member): Promise<readonly MachineEntry[]> {
  const machine = { type: "value", parsed, node } as const;
  const [definition] = await valuesAt(service, machine, ["definition"]);
  const [type] = await valuesAt(service, machine, ["type"]);
  return definition === undefined
    ? []
    : [await entryOf(service, key, definition, type?.type === "value" ? { node: type.node, source: type.parsed.source } : undefined)];
}

async function entryOf(service: NamedService, name: string, value: ServerlessValue, type: MachineEntry["type"]): Promise<MachineEntry> {
  if (value.type === "problem") {
    const { definition } = value;
    const scope = scopeOf(service, { ...definition, diagnostics: [] });
    return { name, type, span: { start: 0, end: 0 }, place: { type: "unread", definition }, scope };
  }
  const { parsed, node: written } = value;
  const span = written === parsed.root ? { start: 0, end: parsed.source.text.length } : written;
  const node = await resolvedTree(service, parsed, written);
  return { name, type, span, place: placeOf(parsed, node), scope: scopeOf(service, parsed) };
}

function placeOf(parsed: ParsedText, node: Node): MachineEntry["place"] {
  if (node.type === "string" && node.tag === undefined && tokenName(node.value) !== undefined) {
    return { type: "unread", definition: unreadDefinition(parsed, node, "it is known only when the service is deployed") };
  }
  return { type: node.type === "string" || intrinsicOf(node) !== undefined ? "text" : "inline", node };
}

function scopeOf({ file, names }: NamedService, parsed: ParsedText): DefinitionScope {
  const { substitutions } = file;
  return { source: parsed.source, parsed, file, template: names, substitutions, tokens: substitutions };
}

function resourceEntries({ file, names }: NamedService, value: ServerlessValue): readonly MachineEntry[] {
  return value.type === "value" ? machineEntries(file, value.parsed, value.node, names) : [];
}
