import { readFileSync } from "node:fs";
import type { StateMachine } from "../../../src/lib/asl/ast.ts";
import { parseMachine } from "../../../src/lib/asl/parse-machine.ts";
import { parseJson } from "../../../src/lib/source/parse-json.ts";
import { parseYaml } from "../../../src/lib/source/parse-yaml.ts";
import type { ParsedText } from "../../../src/lib/source/parsed-text.ts";

/** The syntax tree of a definition that is written as an object. */
export function machineOf(definition: object): StateMachine {
  return parsed(parseJson({ file: "order.asl.json", text: JSON.stringify(definition, null, 2) }));
}

/** The syntax tree of one of the order saga's definitions. */
export async function orderMachine(name: "order.asl.json" | "order.jsonata.asl.yaml" | "order.slides.asl.json"): Promise<StateMachine> {
  const file = new URL(`../../../fixtures/order-processing/${name}`, import.meta.url);
  const source = { file: name, text: readFileSync(file, "utf8") };
  return parsed(name.endsWith(".yaml") ? await parseYaml(source) : parseJson(source));
}

function parsed({ source, root }: ParsedText): StateMachine {
  const machine = root && parseMachine({ source, root }).machine;
  if (machine === undefined) throw new Error(`${source.file} holds no machine`);
  return machine;
}

/** A Lambda task; `next` undefined ends the flow. */
export function task(next?: string, caught?: string, more: object = {}): object {
  return {
    Type: "Task",
    Resource: "${Function}",
    ...(next === undefined ? { End: true } : { Next: next }),
    ...(caught === undefined ? {} : { Catch: [{ ErrorEquals: ["States.ALL"], Next: caught }] }),
    ...more,
  };
}
