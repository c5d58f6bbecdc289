import { expect, it } from "vitest";
import { differInPart, sameTemplate } from "../../../src/lib/expr/same-template.ts";
import type { Template } from "../../../src/lib/expr/template.ts";
import { machineOf } from "../saga/machine-of.ts";

function templateOf(fields: object, language?: string): Template | undefined {
  const given = language === "JSONata" ? { QueryLanguage: language, Arguments: fields } : { Parameters: fields };
  const stop = { Type: "Task", Resource: "arn:aws:states:::aws-sdk:rds:stopDBInstance", End: true, ...given };
  const state = machineOf({ StartAt: "Stop", States: { Stop: stop } }).states.get("Stop");
  return state?.type === "Task" ? state.arguments : undefined;
}

it.each([
  { name: "fields in another order", a: { "Id.$": "$.id", Force: true }, b: { Force: true, "Id.$": "$.id" }, want: true },
  { name: "another path", a: { "Id.$": "$.id" }, b: { "Id.$": "$.old.id" }, want: false },
  { name: "another value", a: { Count: 1 }, b: { Count: 0 }, want: false },
  { name: "another value beside a path", a: { "Id.$": "$.id", Count: 1 }, b: { "Id.$": "$.id", Count: 0 }, want: false },
  { name: "a field more", a: { "Id.$": "$.id" }, b: { "Id.$": "$.id", Force: true }, want: false },
  { name: "the same list", a: { Ids: [{ "Id.$": "$.id" }, "b"] }, b: { Ids: [{ "Id.$": "$.id" }, "b"] }, want: true },
  { name: "a longer list", a: { Ids: [{ "Id.$": "$.id" }] }, b: { Ids: [{ "Id.$": "$.id" }, "b"] }, want: false },
  { name: "the same intrinsic", a: { "Id.$": "States.UUID()" }, b: { "Id.$": "States.UUID()" }, want: true },
  { name: "a path for a value", a: { "Id.$": "$.id" }, b: { Id: "$.id" }, want: false },
  { name: "the same expression", a: { Id: "{% $id %}" }, b: { Id: "{% $id %}" }, language: "JSONata", want: true },
  { name: "another expression", a: { Id: "{% $id %}" }, b: { Id: "{% $old %}" }, language: "JSONata", want: false },
])("compares $name", ({ a, b, language, want }) => {
  expect(sameTemplate(templateOf(a, language), templateOf(b, language))).toBe(want);
});

it.each([
  { name: "the input", path: { "Id.$": "$.order.id" }, jsonata: { Id: "{% $states.input.order.id %}" }, want: true },
  { name: "a variable", path: { "Id.$": "$order.id" }, jsonata: { Id: "{% $order.id %}" }, want: true },
  { name: "another place", path: { "Id.$": "$.order.id" }, jsonata: { Id: "{% $order.id %}" }, want: false },
  { name: "the context", path: { "Id.$": "$$.input.id" }, jsonata: { Id: "{% $states.input.id %}" }, want: false },
  { name: "a calculation", path: { "Id.$": "$.id" }, jsonata: { Id: "{% $states.input.id & '' %}" }, want: false },
])("compares $name across the query languages", ({ path, jsonata, want }) => {
  const templates = [templateOf(path), templateOf(jsonata, "JSONata")] as const;
  expect([sameTemplate(...templates), sameTemplate(templates[1], templates[0])]).toEqual([want, want]);
});

it.each([
  { name: "one value of two", a: { Id: "db", Count: 1 }, b: { Count: 0, Id: "db" }, want: true },
  { name: "a value beside a path", a: { "Id.$": "$.id", Count: 1 }, b: { "Id.$": "$.id", Count: 0 }, want: true },
  { name: "nothing", a: { Id: "db", Count: 1 }, b: { Id: "db", Count: 1 }, want: false },
  { name: "every value", a: { Id: "db", Count: 1 }, b: { Id: "cache", Count: 0 }, want: false },
  { name: "the fields", a: { Id: "db", Count: 1 }, b: { Id: "db", Size: 1 }, want: false },
  { name: "the number of fields", a: { Id: "db" }, b: { Id: "db", Size: 1 }, want: false },
])("tells whether templates differ in part: in $name", ({ a, b, want }) => {
  expect(differInPart(templateOf(a), templateOf(b))).toBe(want);
});

it("finds nothing given twice alike", () => {
  expect([sameTemplate(undefined, undefined), sameTemplate(undefined, templateOf({ Count: 1 }))]).toEqual([true, false]);
});
