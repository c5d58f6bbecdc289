import type { Span } from "../../base/span.ts";
import { spanOf } from "../../base/span.ts";
import type { Node } from "../../source/node.ts";
import { memberOf } from "../../source/node.ts";
import type { ParsedText } from "../../source/parsed-text.ts";
import type { CarrierFile } from "../carrier.ts";
import type { UnnamedDefinition } from "../cloudformation/definition-scope.ts";
import { missingFile, unreadDefinition } from "../cloudformation/definition-scope.ts";
import type { ServerlessSource } from "./serverless-syntax.ts";
import { serverlessParts, serverlessSources } from "./serverless-syntax.ts";
import { resolvedText } from "./serverless-text.ts";

/** A value of a configuration and the text that it stands in, which may be another file; or why it is not read. */
export type ServerlessValue = PlacedValue | { readonly type: "problem"; readonly definition: UnnamedDefinition };

/** A node and the text that it stands in. */
export interface PlacedValue {
  readonly type: "value";
  readonly parsed: ParsedText;
  readonly node: Node;
}

/** A configuration, which its variables speak of as `self`. */
export interface Service {
  readonly file: CarrierFile;
  readonly self: PlacedValue;
  /** How many more variables may be looked up: those that refer to others twice over would make exponentially many. */
  readonly budget: { left: number };
}

/** Further than values ever refer to one another: more of them go in a circle. */
export const MAX_STEPS = 16;

/** What stands under keys of a value, through lists and variables; paths of files start from the configuration's own folder. */
export async function valuesAt(service: Service, value: PlacedValue, keys: readonly string[]): Promise<readonly ServerlessValue[]> {
  const here = await followed(service, value, 0);
  if (here.type === "problem") return [here];
  const { parsed, node } = here;
  if (node.type === "array" && node.tag === undefined) {
    const items = await Promise.all(node.items.map((item) => valuesAt(service, { ...here, node: item }, keys)));
    return items.flat();
  }
  const [key, ...rest] = keys;
  if (key === undefined) return [here];
  const inner = memberOf(node, key)?.value;
  return inner === undefined ? [] : valuesAt(service, { type: "value", parsed, node: inner }, rest);
}

/** The value that stands behind one that is a variable and nothing else; itself where that is not known. */
export async function followed(service: Service, value: PlacedValue, steps: number): Promise<ServerlessValue> {
  const { node } = value;
  const parts = node.type === "string" && node.tag === undefined ? serverlessParts(node.value) : [];
  const [part, ...others] = parts;
  if (part?.type !== "variable" || others.length > 0) return value;
  return (await lookUp(service, await resolvedText(service, part.inner, value, steps), value, steps)) ?? value;
}

/** The value of a variable that stands at a place: a problem where a file does not give it, undefined where only a deployment knows. */
export async function lookUp(service: Service, inner: string, at: PlacedValue, steps: number): Promise<ServerlessValue | undefined> {
  service.budget.left -= 1;
  const sources = service.budget.left < 0 ? undefined : serverlessSources(inner);
  if (sources === undefined) return undefined;
  if (steps > MAX_STEPS) return problem(missingFile(at.parsed, at.node, `\${${inner}} leads back to itself`, undefined));
  let missing: ServerlessValue | undefined;
  for (const source of sources) {
    const found = await sourceValue(service, source, at, steps + 1);
    if (found === "unknown") return undefined;
    if (found?.type === "value") return found;
    missing ??= found;
  }
  return missing;
}

/** What a source gives: a problem where a file does not give it, undefined where a later source counts, and `unknown` where only a deployment knows. */
async function sourceValue(
  service: Service,
  source: ServerlessSource,
  { parsed, node }: PlacedValue,
  steps: number,
): Promise<ServerlessValue | "unknown" | undefined> {
  if (source.type === "literal") return { type: "value", parsed, node: scalar(source.value, node) };
  const { name, argument, address, written } = source;
  const { substitutions } = service.file;
  if (Object.hasOwn(substitutions, written)) return { type: "value", parsed, node: scalar(substitutions[written] ?? "", node) };
  switch (name) {
    case "self":
      return valueAt(service, service.self, address, steps);
    case "sls":
      return address === "stage" ? stageOf(service, parsed, node, steps) : "unknown";
    case "param":
      return parameter(service, address, parsed, node, steps);
    case "file":
      return fileValue(service, argument, address, { type: "value", parsed, node }, steps);
    // The options and the environment of a deployment are not known here, and are not asked for.
    case "opt":
    case "env":
      return undefined;
    default:
      return "unknown";
  }
}

/** What stands under `custom.stages.dev` of a value, each step of which may be a variable. */
async function valueAt(service: Service, value: PlacedValue, address: string, steps: number): Promise<ServerlessValue | undefined> {
  let here = await followed(service, value, steps);
  for (const key of address === "" ? [] : address.split(".")) {
    if (here.type === "problem") return here;
    const { parsed, node } = here;
    const inner: Node | undefined = node.type === "array" ? node.items[Number(key)] : memberOf(node, key)?.value;
    if (inner === undefined) return undefined;
    here = await followed(service, { type: "value", parsed, node: inner }, steps);
  }
  return here;
}

/** The stage of the configuration, or `dev`, which is Serverless's own. */
async function stageOf(service: Service, parsed: ParsedText, span: Span, steps: number): Promise<ServerlessValue> {
  const stage = await valueAt(service, service.self, "provider.stage", steps);
  return stage?.type === "value" ? stage : { type: "value", parsed, node: scalar("dev", span) };
}

async function parameter(
  service: Service,
  address: string,
  parsed: ParsedText,
  span: Span,
  steps: number,
): Promise<ServerlessValue | "unknown"> {
  const stage = await stageOf(service, parsed, span, steps);
  const name = stage.type === "value" && stage.node.type === "string" ? stage.node.value : "default";
  const places = [`params.${name}`, `stages.${name}.params`, "params.default", "stages.default.params"];
  for (const place of places) {
    const found = await valueAt(service, service.self, `${place}.${address}`, steps);
    if (found?.type === "value") return found;
  }
  return "unknown";
}

async function fileValue(
  service: Service,
  path: string,
  address: string,
  { parsed, node }: PlacedValue,
  steps: number,
): Promise<ServerlessValue> {
  if (/\.[cm]?[jt]s$/i.test(path)) return problem(unreadDefinition(parsed, node, `${path} is a program, and is not run`));
  const neighbour = service.file.neighbour(path);
  if (neighbour.problem !== undefined) return problem(missingFile(parsed, node, `The file ${path} ${neighbour.problem}`, neighbour.hint));
  const text = await neighbour.file.tree();
  if (text.root === undefined) return problem({ ...text, syntax: null });
  const found = await valueAt(service, { type: "value", parsed: text, node: text.root }, address, steps);
  return found ?? problem(missingFile(parsed, node, `${path} holds no ${address}`, undefined));
}

function scalar(value: string | number | boolean | null, span: Span): Node {
  if (value === null) return { type: "null", ...spanOf(span) };
  if (typeof value === "string") return { type: "string", value, ...spanOf(span) };
  return typeof value === "number" ? { type: "number", value, ...spanOf(span) } : { type: "boolean", value, ...spanOf(span) };
}

function problem(definition: UnnamedDefinition): ServerlessValue {
  return { type: "problem", definition };
}
