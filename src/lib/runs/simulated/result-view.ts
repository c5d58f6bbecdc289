import type { TaskState } from "../../asl/ast.ts";
import type { JsonValue } from "../../base/json.ts";
import { isArray, isObject, member, withMember } from "../../base/json.ts";
import { readKeys } from "../../expr/evaluate-path.ts";
import type { JsonPath } from "../../expr/json-path.ts";
import type { Template } from "../../expr/template.ts";
import { partsOfTemplate } from "../../saga/dataflow/data-source.ts";

/** Names and indexes on the way into a value. */
export type Keys = readonly (string | number)[];

/** A part of a task's raw output and where the states after the task see it: in their input (null) or in a variable. */
export interface SeenPart {
  readonly variable: string | null;
  readonly at: Keys;
  readonly from: Keys;
}

/** Where the states after a task see its raw output, as far as its fields pass it on by plain paths. */
export function resultView(task: TaskState): readonly SeenPart[] {
  return task.queryLanguage === "JSONata" ? jsonataView(task) : jsonPathView(task);
}

/** The place in the raw output of what a path finds; undefined where it finds something else. */
export function placeInResult(view: readonly SeenPart[], { root, keys }: JsonPath): Keys | undefined {
  if (keys === null || (root.type !== "input" && root.type !== "variable")) return undefined;
  const variable = root.type === "variable" ? root.name : null;
  const part = view.find((seen) => seen.variable === variable && startsWith(keys, seen.at));
  return part && [...part.from, ...keys.slice(part.at.length)];
}

/** What the states after the task see of an output: their input, and the variables. */
export function seenValues(
  view: readonly SeenPart[],
  output: JsonValue,
): { readonly input: JsonValue; readonly variables: ReadonlyMap<string, JsonValue> } {
  let input: JsonValue = {};
  const variables = new Map<string, JsonValue>();
  for (const { variable, at, from } of view) {
    const value = readKeys(output, from);
    if (value === undefined) continue;
    if (variable === null) input = put(input, at, value) ?? input;
    else variables.set(variable, put(variables.get(variable) ?? {}, at, value) ?? null);
  }
  return { input, variables };
}

/** The value with another one put in at that place, what is missing on the way made; undefined where an index leads beyond a list. */
export function put(target: JsonValue | undefined, [key, ...rest]: Keys, value: JsonValue): JsonValue | undefined {
  if (key === undefined) return value;
  if (typeof key === "string") {
    const object = isObject(target) ? target : {};
    const inner = put(member(object, key), rest, value);
    return inner === undefined ? undefined : withMember(object, key, inner);
  }
  const list = isArray(target) ? target : [];
  if (key < 0 || key > list.length) return undefined;
  const inner = put(list[key], rest, value);
  return inner === undefined ? undefined : [...list.slice(0, key), inner, ...list.slice(key + 1)];
}

function jsonPathView({ resultSelector, resultPath, outputPath, assign }: TaskState): readonly SeenPart[] {
  const result = resultSelector === undefined ? [{ at: [], from: [] }] : jsonPathParts(resultSelector);
  const variables = assigned(assign, jsonPathParts).map((part) => ({ ...part, from: sourceIn(result, part.from) }));
  const known = variables.filter((part): part is SeenPart => part.from !== undefined);
  if (resultPath === null || outputPath === null) return known;
  const into = resultPath?.keys ?? [];
  const out = outputPath?.keys ?? [];
  const input = result.flatMap(({ at, from }): readonly SeenPart[] => {
    const place = [...into, ...at];
    if (startsWith(place, out)) return [{ variable: null, at: place.slice(out.length), from }];
    return startsWith(out, place) ? [{ variable: null, at: [], from: [...from, ...out.slice(place.length)] }] : [];
  });
  return [...input, ...known];
}

function jsonataView({ output, assign }: TaskState): readonly SeenPart[] {
  const input = output === undefined ? [{ at: [], from: [] }] : jsonataParts(output);
  return [...input.map((part) => ({ variable: null, ...part })), ...assigned(assign, jsonataParts)];
}

interface Part {
  readonly at: Keys;
  readonly from: Keys;
}

function jsonPathParts(template: Template, at: Keys = []): readonly Part[] {
  switch (template.type) {
    case "object":
      return template.entries.flatMap(({ key, value }) => jsonPathParts(value, [...at, key]));
    case "array":
      return template.items.flatMap((item, index) => jsonPathParts(item, [...at, index]));
    case "path": {
      const { root, keys } = template.path;
      return root.type === "input" && keys !== null ? [{ at, from: keys }] : [];
    }
    case "literal":
    case "intrinsic":
    case "jsonata":
      return [];
  }
}

function jsonataParts(template: Template): readonly Part[] {
  return partsOfTemplate(template, []).flatMap(({ keys, source }) => (source.type === "result" ? [{ at: keys, from: source.keys }] : []));
}

function assigned(assign: Template | undefined, partsIn: (template: Template) => readonly Part[]): readonly SeenPart[] {
  const entries = assign?.type === "object" ? assign.entries : [];
  return entries.flatMap(({ key, value }) => partsIn(value).map((part) => ({ variable: key, ...part })));
}

/** The place in the raw output of a place in what ResultSelector made of it. */
function sourceIn(result: readonly Part[], keys: Keys): Keys | undefined {
  const part = result.find(({ at }) => startsWith(keys, at));
  return part && [...part.from, ...keys.slice(part.at.length)];
}

function startsWith(keys: Keys, start: Keys): boolean {
  return start.every((key, index) => keys[index] === key);
}
