import type { SourceText, Span } from "../base/span.ts";
import type { Member } from "../source/node.ts";
import { memberOf } from "../source/node.ts";
import { parseYaml } from "../source/parse-yaml.ts";

/** Where the value under keys and indexes of a config stands: the key where the value is a map, else the value; undefined where there is none. */
export async function configPlace(config: SourceText, keys: readonly string[]): Promise<Span | undefined> {
  let node = (await parseYaml(config)).root;
  let member: Member | undefined;
  for (const key of keys) {
    member = memberOf(node, key);
    node = node?.type === "array" ? node.items[Number(key)] : member?.value;
  }
  return node?.type === "object" ? member : node;
}
