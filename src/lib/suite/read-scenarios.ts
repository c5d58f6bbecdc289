import { dirname, resolve } from "node:path";
import type { JsonObject, JsonValue } from "../base/json.ts";
import type { Location, SourceText } from "../base/span.ts";
import { locate } from "../base/span.ts";
import type { RawTask } from "../config/read-config.ts";
import { readTask } from "../config/read-config.ts";
import type { Node } from "../source/node.ts";
import { memberOf, valueOf } from "../source/node.ts";
import type { ExpectedResidue } from "./residue.ts";
import type { Expectation, ExpectedEvent, Located, Scenario, ScenarioFile } from "./scenario.ts";

/** A scenario file of a tree that has been checked by the schema; `path` is absolute. */
export function readScenarios(source: SourceText, path: string, root: Node, scenarios: readonly Node[]): ScenarioFile {
  const definition = textOf(root, "definition");
  const machine = memberOf(root, "machine")?.value;
  const matrixInput = memberOf(memberOf(root, "matrix")?.value, "input")?.value;
  return {
    file: source.file,
    path,
    definition: definition === undefined ? null : resolve(dirname(path), definition),
    machines: machine?.type === "string" ? [{ value: machine.value, location: placeOf(machine, source) }] : texts(machine, source),
    ...(matrixInput === undefined ? {} : { matrixInput: valueOf(matrixInput) }),
    scenarios: scenarios.map((scenario) => readScenario(scenario, source, dirname(path))),
  };
}

function readScenario(node: Node, source: SourceText, folder: string): Scenario {
  const input = memberOf(node, "input")?.value;
  const expect = memberOf(node, "expect")?.value;
  const tasks = Object.entries((valueIn(node, "tasks") ?? {}) as Readonly<Record<string, RawTask>>);
  const name = memberOf(node, "name");
  return {
    name: textOf(node, "name") ?? "",
    location: locate(source, name?.value ?? node),
    ...(input === undefined ? {} : { input: valueOf(input) }),
    faults: texts(memberOf(node, "faults")?.value, source),
    tasks: Object.fromEntries(tasks.map(([key, task]) => [key, readTask(task, folder)])),
    expectations: expect === undefined ? [] : readExpectations(expect, source),
    residue: ((expect && valueIn(expect, "residue")) ?? {}) as ExpectedResidue,
  };
}

function readExpectations(expect: Node, source: SourceText): readonly Expectation[] {
  if (expect.type !== "object") return [];
  return expect.members.flatMap((member): readonly Expectation[] => {
    const { key, value } = member;
    const location = locate(source, member);
    switch (key) {
      case "status":
      case "outcome":
      case "error":
        return value.type === "string" ? [{ type: key, want: value.value, location }] : [];
      case "compensations":
        return [{ type: key, want: texts(value, source), location }];
      case "output":
        return [{ type: key, want: valueOf(value), location }];
      case "tables":
        return itemExpectations(value, source);
      case "events":
        return [{ type: key, want: value.type === "array" ? value.items.map((item) => expectedEvent(item, source)) : [], location }];
      default:
        return [];
    }
  });
}

function itemExpectations(tables: Node, source: SourceText): readonly Expectation[] {
  if (tables.type !== "object") return [];
  return tables.members.flatMap((member) => {
    const { key: name, value: items } = member;
    if (items.type !== "array") return [];
    const table = { value: name, location: locate(source, member) };
    return items.items.map((item): Expectation => {
      const { key, item: want } = valueOf(item) as { readonly key: JsonObject; readonly item: JsonObject | "absent" };
      return { type: "item", table, key, want, location: locate(source, item) };
    });
  });
}

function expectedEvent(node: Node, source: SourceText): ExpectedEvent {
  return { ...(valueOf(node) as Omit<ExpectedEvent, "location">), location: locate(source, node) };
}

function texts(node: Node | undefined, source: SourceText): readonly Located<string>[] {
  if (node?.type !== "array") return [];
  return node.items.flatMap((item) => (item.type === "string" ? [{ value: item.value, location: placeOf(item, source) }] : []));
}

function placeOf(node: Node, source: SourceText): Location {
  return locate(source, node);
}

function textOf(node: Node, key: string): string | undefined {
  const value = memberOf(node, key)?.value;
  return value?.type === "string" ? value.value : undefined;
}

function valueIn(node: Node, key: string): JsonValue | undefined {
  const value = memberOf(node, key)?.value;
  return value && valueOf(value);
}
