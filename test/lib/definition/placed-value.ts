import { locate } from "../../../src/lib/base/span.ts";
import type { JsonValue } from "../../../src/lib/base/json.ts";
import type { LoadedDefinition } from "../../../src/lib/definition/carrier.ts";
import type { Node } from "../../../src/lib/source/node.ts";
import { memberOf, valueOf } from "../../../src/lib/source/node.ts";

/** A value of a definition with the place and the text that it has in the person's file. */
export interface PlacedValue {
  readonly value: JsonValue;
  /** As `template.yaml:12:9`. */
  readonly at: string;
  readonly text: string;
}

/** The value under keys of a definition. */
export function placedValue({ source, root }: LoadedDefinition, ...keys: readonly string[]): PlacedValue {
  const node = keys.reduce<Node | undefined>(
    (parent, key) => (parent?.type === "array" ? parent.items[Number(key)] : memberOf(parent, key)?.value),
    root,
  );
  if (node === undefined) throw new Error(`There is nothing at ${keys.join(".")}`);
  const { file, line, column } = locate(source, node);
  return { value: valueOf(node), at: `${file}:${line}:${column}`, text: source.text.slice(node.start, node.end) };
}
