import { expect, test } from "vitest";
import type { TaskConfig } from "../../../src/lib/config/config.ts";
import { defaultConfig } from "../../../src/lib/config/load-config.ts";
import { taskFor } from "../../../src/lib/config/task-for.ts";

const answers = (...names: readonly string[]): Record<string, TaskConfig> =>
  Object.fromEntries(names.map((name) => [name, { type: "return", value: name }]));

const config = { ...defaultConfig("/shop"), tasks: answers("ProcessPayment", "process-payment", "dynamodb:putItem", "shared") };
const machine = { substitutions: {}, steps: {}, tables: {}, buckets: {}, tasks: answers("process-payment", "sns:publish") };

test.each([
  {
    name: "the machine's function stands before the config's state",
    names: { state: "ProcessPayment", functionName: "process-payment" },
    want: "process-payment",
  },
  { name: "a state stands before a function", names: { state: "ProcessPayment", functionName: "shared" }, want: "ProcessPayment" },
  {
    name: "a function stands before a service",
    names: { state: "Save", functionName: "shared", serviceAction: "dynamodb:putItem" },
    want: "shared",
  },
  { name: "a service is the last", names: { state: "Save", serviceAction: "dynamodb:putItem" }, want: "dynamodb:putItem" },
  { name: "the machine's service", names: { state: "Notify", serviceAction: "sns:publish" }, want: "sns:publish" },
  { name: "nothing", names: { state: "Save" }, want: undefined },
  { name: "a state named as what objects inherit", names: { state: "constructor" }, want: undefined },
])("$name", ({ names, want }) => {
  expect(taskFor(config, machine, names)).toEqual(want === undefined ? undefined : { type: "return", value: want });
});

test("a machine that the config does not know takes the config's tasks", () => {
  expect(taskFor(config, undefined, { state: "ProcessPayment" })).toEqual({ type: "return", value: "ProcessPayment" });
});
