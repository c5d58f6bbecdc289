import { basename } from "node:path";
import type { Member, Node } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { ParsedText } from "../source/parsed-text.ts";
import { fileStem } from "./asl-file.ts";
import type { Carrier, CarrierFile, LoadedDefinition } from "./carrier.ts";
import { machineEntries } from "./cloud-formation.ts";
import type { DefinitionScope } from "./definition-scope.ts";
import type { MachineEntry } from "./machine-entry.ts";
import { loadEntries } from "./machine-entry.ts";
import { serverlessNames } from "./serverless-names.ts";
import type { ServerlessValue } from "./serverless-value.ts";
import { valuesAt } from "./serverless-value.ts";
import type { Template } from "./template.ts";

/** Configurations of the Serverless Framework with serverless-step-functions: machines are named by their keys. */
export const serverless: Carrier = {
  async recognises({ source, tree }) {
    if (/^serverless\.(?:ya?ml|json)$/i.test(basename(source.file))) return true;
    const { root } = await tree();
    return ["provider", "stepFunctions"].some((key) => memberOf(root, key) !== undefined) && memberOf(root, "service") !== undefined;
  },
  async machines(file) {
    const parsed = await file.tree();
    return parsed.root === undefined ? loadEntries([], [parsed]) : serviceMachines(file, parsed, parsed.root);
  },
};

async function serviceMachines(file: CarrierFile, parsed: ParsedText, node: Node): Promise<readonly LoadedDefinition[]> {
  const under = (...keys: string[]): Promise<readonly ServerlessValue[]> => valuesAt(file, { type: "value", parsed, node }, keys);
  const resources = await under("resources");
  const service = { file, names: serverlessNames(await under("functions"), resources) };
  const lists = await under("stepFunctions", "stateMachines");
  const listed = await Promise.all(lists.map((list) => listEntries(service, list)));
  const entries = [...listed.flat(), ...resources.flatMap((value) => resourceEntries(service, value))];
  return loadEntries(entries, [...new Set([parsed, ...entries.map(({ scope }) => scope.parsed)])]);
}

/** A configuration and what the names in its definitions mean. */
interface Service {
  readonly file: CarrierFile;
  readonly names: Template;
}

/** The machines under `stateMachines`. */
async function listEntries(service: Service, list: ServerlessValue): Promise<readonly MachineEntry[]> {
  if (list.type === "problem") return [entryOf(service, fileStem(service.file.source.file), list, undefined)];
  if (list.node.type !== "object") return [];
  const entries = await Promise.all(list.node.members.map((member) => memberEntries(service, list.parsed, member)));
  return entries.flat();
}

async function memberEntries(service: Service, parsed: ParsedText, { key, value: node }: Member): Promise<readonly MachineEntry[]> {
  const machine = { type: "value", parsed, node } as const;
  const [definition] = await valuesAt(service.file, machine, ["definition"]);
  const [type] = await valuesAt(service.file, machine, ["type"]);
  return definition === undefined ? [] : [entryOf(service, key, definition, type?.type === "value" ? type.node : undefined)];
}

function entryOf(service: Service, name: string, value: ServerlessValue, type: Node | undefined): MachineEntry {
  if (value.type === "problem") {
    const { definition } = value;
    const scope = scopeOf(service, { ...definition, diagnostics: [] });
    return { name, type, span: { start: 0, end: 0 }, place: { type: "unread", definition }, scope };
  }
  const { parsed, node } = value;
  const span = node === parsed.root ? { start: 0, end: parsed.source.text.length } : node.span;
  return { name, type, span, place: { type: "inline", node }, scope: scopeOf(service, parsed) };
}

function scopeOf({ file, names }: Service, parsed: ParsedText): DefinitionScope {
  const { substitutions } = file;
  return { source: parsed.source, parsed, file, template: names, substitutions, tokens: substitutions };
}

function resourceEntries({ file, names }: Service, value: ServerlessValue): readonly MachineEntry[] {
  return value.type === "value" ? machineEntries(file, value.parsed, value.node, names) : [];
}
