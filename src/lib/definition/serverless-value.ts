import type { Node } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import type { ParsedText } from "../source/parsed-text.ts";
import type { CarrierFile } from "./carrier.ts";
import type { UnnamedDefinition } from "./definition-scope.ts";
import { missingFile } from "./definition-scope.ts";

/** A value of a configuration and the text that it stands in, which may be another file; or why it is not read. */
export type ServerlessValue =
  | { readonly type: "value"; readonly parsed: ParsedText; readonly node: Node }
  | { readonly type: "problem"; readonly definition: UnnamedDefinition };

type Value = Extract<ServerlessValue, { type: "value" }>;

/** `${file(steps.yml)}` or `${file(steps.yml):stateMachines.order}`: https://www.serverless.com/framework/docs/guides/variables */
const FILE = /^\$\{file\(([^(){}]+)\)(?::\s*([\w.-]+)\s*)?\}$/;

/** More files than one another's values are ever spread over: more of them go in a circle. */
const MAX_FILES = 16;

/** What stands under keys of a value, through lists and other files; paths of files start from the configuration's own folder. */
export async function valuesAt(file: CarrierFile, value: Value, keys: readonly string[]): Promise<readonly ServerlessValue[]> {
  const here = await followed(file, value);
  if (here.type === "problem") return [here];
  const { parsed, node } = here;
  if (node.type === "array" && node.tag === undefined) {
    const items = await Promise.all(node.items.map((item) => valuesAt(file, { ...here, node: item }, keys)));
    return items.flat();
  }
  const [key, ...rest] = keys;
  if (key === undefined) return [here];
  const member = memberOf(node, key);
  return member === undefined ? [] : valuesAt(file, { type: "value", parsed, node: member.value }, rest);
}

/** The value, or the one in another file that it names. */
async function followed(file: CarrierFile, value: Value): Promise<ServerlessValue> {
  let here = value;
  for (let files = 0; ; files += 1) {
    const { parsed, node } = here;
    const [, path, selector = ""] = (node.type === "string" && FILE.exec(node.value)) || [];
    if (path === undefined) return here;
    if (files === MAX_FILES) return problem(missingFile(parsed, node.span, `${path} leads back to itself`, undefined));
    const neighbour = file.neighbour(path.trim());
    if (neighbour.problem !== undefined) {
      return problem(missingFile(parsed, node.span, `The file ${path.trim()} ${neighbour.problem}`, neighbour.hint));
    }
    const text = await neighbour.file.tree();
    if (text.root === undefined) return problem({ ...text, syntax: null });
    const target = selected(text.root, selector);
    if (target === undefined) return problem(missingFile(parsed, node.span, `${path.trim()} holds no ${selector}`, undefined));
    here = { type: "value", parsed: text, node: target };
  }
}

function selected(root: Node, selector: string): Node | undefined {
  const keys = selector === "" ? [] : selector.split(".");
  return keys.reduce<Node | undefined>((node, key) => memberOf(node, key)?.value, root);
}

function problem(definition: UnnamedDefinition): ServerlessValue {
  return { type: "problem", definition };
}
