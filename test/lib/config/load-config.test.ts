import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { locate } from "../../../src/lib/base/span.ts";
import { UserError } from "../../../src/lib/base/user-error.ts";
import { defaultConfig, findConfig, loadConfig } from "../../../src/lib/config/load-config.ts";
import { memoryFiles } from "../../memory-files.ts";

const FILE = "/shop/saga.config.yaml";

describe("findConfig", () => {
  const files = memoryFiles({
    [FILE]: "",
    "/shop/orders/saga.config.yml": "",
    "/shop/orders/deep/order.asl.json": "",
    "/other/order.asl.json": "",
  });

  test.each([
    { name: "the folder's own", from: "/shop", want: FILE },
    { name: "a .yml", from: "/shop/orders", want: "/shop/orders/saga.config.yml" },
    { name: "the nearest above", from: "/shop/orders/deep", want: "/shop/orders/saga.config.yml" },
    { name: "none", from: "/other", want: null },
  ])("$name", ({ from, want }) => {
    expect(findConfig(files, from)).toBe(want);
  });
});

describe("loadConfig", () => {
  test("every key becomes plain data: defaults filled in, paths absolute", async () => {
    const text = `
machines:
  order:
    definition: sagas/order.asl.json
    type: EXPRESS
    roleArn: arn:aws:iam::123456789012:role/order
    substitutions: { OrderTopic: orders, RetryAttempts: 3, Audit: true }
    input: { order_id: o-1 }
    saga: true
    key: $.order_id
    rollbackMaySucceed: false
    steps:
      ProcessPayment:
        role: forward
        compensations: [ProcessRefund]
        pivot: false
        idempotent: true
        optional: false
        fallback: false
        onUnknown: accepted
        tombstone: true
        key: $.payment_id
        count: per-visit
      ProcessRefund: { undo: reverses }
      ReadPayment: { role: read, resolves: ProcessPayment }
      sns:NotifySuccess: { noCompensation: a message cannot be taken back }
    tasks:
      ProcessPayment: { throw: { error: CardDeclined, cause: no credit } }
    tables:
      Payments: { key: [payment_id, at], types: { at: N } }
    buckets: { order-exports: ./exports }
tasks:
  process-order: { module: ./handlers/order.js#save, timeout: 5 }
  process-refund: { module: handlers/refund.mjs }
  reserve-inventory: { command: [python3, reserve.py], timeout: 2.5 }
  release-inventory: { http: "http://127.0.0.1:9001/2015-03-31/functions/function/invocations" }
  dynamodb:putItem: { return: null }
tables:
  Orders: { key: order_id, env: ORDERS_TABLE, items: [{ order_id: o-0 }] }
environment: { STAGE: test, MAX_ITEMS: 10, DRY: true }
buckets:
  order-files: data/orders
lint:
  rules: { no-timeout: off }
  ignore: ["legacy/**"]
  baseline: lint/baseline.json
target:
  endpointUrl: http://localhost:8083
  region: eu-west-1
  profile: staging
  allowAccounts: ["123456789012"]
`;
    expect(await loadConfig(memoryFiles({ [FILE]: text }), FILE)).toEqual({
      file: FILE,
      root: "/shop",
      machines: {
        order: {
          definition: "/shop/sagas/order.asl.json",
          type: "EXPRESS",
          roleArn: "arn:aws:iam::123456789012:role/order",
          substitutions: { OrderTopic: "orders", RetryAttempts: "3", Audit: "true" },
          input: { order_id: "o-1" },
          saga: true,
          key: "$.order_id",
          rollbackMaySucceed: false,
          steps: {
            ProcessPayment: {
              role: "forward",
              compensations: ["ProcessRefund"],
              pivot: false,
              idempotent: true,
              optional: false,
              fallback: false,
              onUnknown: "accepted",
              tombstone: true,
              key: "$.payment_id",
              count: "per-visit",
            },
            ProcessRefund: { undo: "reverses" },
            ReadPayment: { role: "read", resolves: "ProcessPayment" },
            "sns:NotifySuccess": { noCompensation: "a message cannot be taken back" },
          },
          tasks: { ProcessPayment: { type: "throw", error: "CardDeclined", cause: "no credit" } },
          tables: { Payments: { key: ["payment_id", "at"], types: { at: "N" }, items: [] } },
          buckets: { "order-exports": "/shop/exports" },
        },
      },
      tasks: {
        "process-order": { type: "module", file: "/shop/handlers/order.js", export: "save", timeoutSeconds: 5 },
        "process-refund": { type: "module", file: "/shop/handlers/refund.mjs", export: "handler", timeoutSeconds: 30 },
        "reserve-inventory": { type: "command", command: ["python3", "reserve.py"], timeoutSeconds: 2.5 },
        "release-inventory": {
          type: "http",
          url: "http://127.0.0.1:9001/2015-03-31/functions/function/invocations",
          timeoutSeconds: 30,
        },
        "dynamodb:putItem": { type: "return", value: null },
      },
      tables: { Orders: { key: ["order_id"], types: {}, env: "ORDERS_TABLE", items: [{ order_id: "o-0" }] } },
      buckets: { "order-files": "/shop/data/orders" },
      environment: { STAGE: "test", MAX_ITEMS: "10", DRY: "true" },
      lint: { rules: { "no-timeout": "off" }, ignore: ["legacy/**"], baseline: "/shop/lint/baseline.json" },
      target: { endpointUrl: "http://localhost:8083", region: "eu-west-1", profile: "staging", allowAccounts: ["123456789012"] },
    });
  });

  test("an empty mapping is the defaults", async () => {
    expect(await loadConfig(memoryFiles({ [FILE]: "{}" }), FILE)).toEqual({ ...defaultConfig("/shop"), file: FILE });
    expect(defaultConfig("/shop")).toEqual({
      file: null,
      root: "/shop",
      machines: {},
      tasks: {},
      tables: {},
      buckets: {},
      environment: {},
      lint: { rules: {}, ignore: [] },
      target: { allowAccounts: [] },
    });
  });

  test.each([
    { name: "an empty file", text: "", want: "1:1: The file is empty" },
    { name: "a list", text: "- order", want: "1:1: The file must be a mapping, not a list" },
    {
      name: "YAML that cannot be read",
      text: "machines:\n\torder: {}",
      want: "2:1: Tabs are not allowed as indentation. Indent with spaces.",
    },
    { name: "a mistyped key", text: "machine:\n  order: {}", want: '1:1: Unknown key "machine". Did you mean "machines"?' },
    {
      name: "a mistyped key of a machine",
      text: "machines:\n  order:\n    definitoin: order.asl.json",
      want: '3:5: Unknown key "definitoin" in machines.order. Did you mean "definition"?',
    },
    {
      name: "a mistyped key of a step",
      text: "machines: { order: { steps: { ProcessPayment: { compensation: ProcessRefund } } } }",
      want: '1:49: Unknown key "compensation" in machines.order.steps.ProcessPayment. Did you mean "compensations" or "noCompensation"?',
    },
    {
      name: "a wrong word",
      text: "machines: { order: { type: STANDART } }",
      want: '1:28: machines.order.type must be STANDARD or EXPRESS, not "STANDART". Did you mean "STANDARD"?',
    },
    {
      name: "one compensation where a list is meant",
      text: "machines: { order: { steps: { ProcessPayment: { compensations: ProcessRefund } } } }",
      want: '1:64: machines.order.steps.ProcessPayment.compensations must be a list, not "ProcessRefund"',
    },
    { name: "yes", text: "machines: { order: { saga: yes } }", want: '1:28: machines.order.saga must be true or false, not "yes"' },
    {
      name: "a key that is no path",
      text: "machines: { order: { key: order_id } }",
      want: '1:27: machines.order.key must be a path that starts with $, as $.order_id, not "order_id"',
    },
    {
      name: "a definition above the config",
      text: "machines: { order: { definition: ../order.asl.json } }",
      want: "1:34: machines.order.definition leads out of the folder /shop: ../order.asl.json. Put saga.config.yaml into a folder that holds all it names.",
    },
    {
      name: "a definition anywhere",
      text: "machines: { order: { definition: /etc/passwd } }",
      want: "1:34: machines.order.definition leads out of the folder /shop: /etc/passwd. Put saga.config.yaml into a folder that holds all it names.",
    },
    {
      name: "a handler above the config",
      text: "tasks: { process-order: { module: handlers/../../order.js#save } }",
      want: "1:35: tasks.process-order.module leads out of the folder /shop: handlers/../../order.js. Put saga.config.yaml into a folder that holds all it names.",
    },
    {
      name: "a variable that no environment can hold",
      text: 'environment: { STAGE: "te\\0st" }',
      want: '1:23: environment.STAGE must be text without NUL characters, not "te\\u0000st"',
    },
    {
      name: "a bucket above the config",
      text: "buckets: { order-files: ../files }",
      want: "1:25: buckets.order-files leads out of the folder /shop: ../files. Put saga.config.yaml into a folder that holds all it names.",
    },
    {
      name: "a module with two exports",
      text: "tasks: { process-order: { module: 'order.js#a#b' } }",
      want: '1:35: tasks.process-order.module must be a file and its export, as ./order.js#handler, not "order.js#a#b"',
    },
    {
      name: "a task that nothing answers",
      text: "tasks: { process-order: { timeout: 3 } }",
      want: "1:25: tasks.process-order must have exactly one of module, command, http, return and throw, and has none of them",
    },
    {
      name: "a task that two things answer",
      text: "tasks: { process-order: { module: order.js, http: 'http://localhost' } }",
      want: "1:25: tasks.process-order must have exactly one of module, command, http, return and throw, and has module and http",
    },
    {
      name: "a timeout of what takes no time",
      text: "tasks: { process-order: { return: 1, timeout: 3 } }",
      want: '1:38: Unknown key "timeout" in tasks.process-order. Known: return.',
    },
    {
      name: "a URL that is no http",
      text: "tasks: { process-order: { http: 'file:///etc/passwd' } }",
      want: '1:33: tasks.process-order.http must be an http or https URL, not "file:///etc/passwd"',
    },
    {
      name: "a throw without an error",
      text: "tasks: { process-order: { throw: { cause: broken } } }",
      want: '1:34: tasks.process-order.throw needs the key "error"',
    },
    {
      name: "a command as one text",
      text: "tasks: { process-order: { command: python3 order.py } }",
      want: '1:36: tasks.process-order.command must be a list of at least 1, not "python3 order.py"',
    },
    { name: "a table without a key", text: "tables: { Orders: { env: ORDERS_TABLE } }", want: '1:19: tables.Orders needs the key "key"' },
    {
      name: "three key attributes",
      text: "tables: { Orders: { key: [a, b, c] } }",
      want: "1:26: tables.Orders.key must be a list of 1 to 2, not one of 3",
    },
    {
      name: "the type of an attribute that is no key",
      text: "machines: { order: { tables: { Orders: { key: [order_id, at], types: { amount: N } } } } }",
      want: '1:72: types names "amount", which is not in the key of the table. Known: order_id, at.',
    },
    {
      name: "a table that DynamoDB would not make",
      text: "tables: { My Orders: { key: order_id } }",
      want: '1:11: "My Orders" is not a name that a table may have. It has 3 to 255 letters, digits, _, - and dots.',
    },
    {
      name: "an item without the key",
      text: "tables: { Orders: { key: [order_id, at], types: { at: N }, items: [{ order_id: o-1, at: 5 }, { order_id: o-2 }] } }",
      want: '1:94: The item has no "at", which is in the key of the table',
    },
    {
      name: "an item whose key has another type",
      text: "tables: { Orders: { key: order_id, items: [{ order_id: 7 }] } }",
      want: '1:56: "order_id" is in the key of the table and must be a string. types: says which key attributes are numbers.',
    },
    {
      name: "a path to the key that leads nowhere",
      text: "machines: { order: { key: '$.[' } }",
      want: '1:27: machines.order.key must be a path that starts with $, as $.order_id, not "$.["',
    },
    {
      name: "a name that no environment takes",
      text: "tables: { Orders: { key: order_id, env: orders-table } }",
      want: '1:41: tables.Orders.env must be the name of an environment variable, not "orders-table"',
    },
    {
      name: "an account without quotes",
      text: "target: { allowAccounts: [123456789012] }",
      want: "1:27: target.allowAccounts[0] must be an account id of 12 digits in quotes, not the number 123456789012. Put it in quotes.",
    },
    {
      name: "a name that every object inherits",
      text: "constructor: {}",
      want: '1:1: Unknown key "constructor". Known: machines, tasks, tables, buckets, environment, lint, target.',
    },
  ])("$name is refused at its place", async ({ text, want }) => {
    expect(shownError(await failure(text))).toBe(`saga.config.yaml:${want}`);
  });

  test("all problems stand in one error", async () => {
    const error = await failure("machines:\n  order:\n    saga: 1\n    sgea: 2\ntabels: {}\n");
    expect(error.message.split("\n")).toEqual([
      "machines.order.saga must be true or false, not the number 1",
      'saga.config.yaml:4:5: Unknown key "sgea" in machines.order. Did you mean "saga"?',
      'saga.config.yaml:5:1: Unknown key "tabels". Did you mean "tables"?',
    ]);
  });

  test("the config of the order saga is accepted", async () => {
    const text = readFileSync("fixtures/order-processing/saga.config.yaml", "utf8");
    const { machines, tables } = await loadConfig(memoryFiles({ [FILE]: text }), FILE);
    expect(Object.keys(machines)).toEqual(["order", "order-jsonata", "order-slides"]);
    expect(Object.keys(tables)).toEqual(["Orders", "Payments", "Inventory"]);
  });

  test("a config that is not there is a UserError", async () => {
    await expect(loadConfig(memoryFiles(), FILE, "saga.config.yaml")).rejects.toMatchObject({
      message: "saga.config.yaml does not exist",
      exitCode: 2,
    });
  });
});

async function failure(text: string): Promise<UserError> {
  const error: unknown = await loadConfig(memoryFiles({ [FILE]: text }), FILE, "saga.config.yaml").catch((thrown: unknown) => thrown);
  if (error instanceof UserError) return error;
  throw new Error("the config was accepted", { cause: error });
}

function shownError({ message, hint, location }: UserError): string {
  const { file, line, column } = { ...locate({ file: "", text: "" }, { start: 0, end: 0 }), ...location };
  return `${file}:${line}:${column}: ${message}${hint === undefined ? "" : `. ${hint}`}`;
}
