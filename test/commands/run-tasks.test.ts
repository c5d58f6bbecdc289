import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { memoryFiles } from "../memory-files.ts";
import { runCommand } from "../test-io.ts";

const lambda = (name: string, fields: object): object => ({
  Type: "Task",
  Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
  ...fields,
});

const ORDER = {
  StartAt: "ReserveInventory",
  States: {
    ReserveInventory: lambda("reserve-inventory", {
      Retry: [{ ErrorEquals: ["Lambda.TooManyRequestsException"], MaxAttempts: 1 }],
      Next: "ChargePayment",
    }),
    ChargePayment: lambda("charge-payment", {
      Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "ReleaseInventory" }],
      End: true,
    }),
    ReleaseInventory: lambda("release-inventory", { Next: "Failed" }),
    Failed: { Type: "Fail", Error: "OrderFailed" },
  },
};

interface Report {
  readonly status: string;
  readonly output: unknown;
  readonly simulated: readonly string[];
  readonly verdict: { readonly outcome: string };
}

async function runIn(files: Readonly<Record<string, unknown>>, ...flags: readonly string[]) {
  const texts = Object.entries(files).map(([name, content]) => [
    `/shop/${name}`,
    typeof content === "string" ? content : JSON.stringify(content),
  ]);
  const result = await runCommand(["run", "order.asl.json", "--format", "json", "--include-data", ...flags], {
    cwd: "/shop",
    files: memoryFiles(Object.fromEntries(texts)),
  });
  return { ...result, report: result.stdout === "" ? undefined : (JSON.parse(result.stdout) as Report) };
}

describe("--mock-config", () => {
  const THROTTLED = { "0": { Throw: { Error: "Lambda.TooManyRequestsException", Cause: "busy" } }, "1": { Return: { reserved: 2 } } };
  const mocks = {
    StateMachines: {
      order: {
        TestCases: {
          Paid: { ReserveInventory: "throttled", ChargePayment: "paid" },
          Declined: { ChargePayment: "declined" },
          TooFew: { ReserveInventory: "throttledOnce" },
        },
      },
    },
    MockedResponses: {
      throttled: THROTTLED,
      throttledOnce: { "0": THROTTLED["0"] },
      paid: { "0": { Return: { paid: true } } },
      declined: { "0": { Throw: { Error: "CardDeclined", Cause: "no credit" } } },
    },
  };
  const files = { "order.asl.json": ORDER, "mocks.json": mocks };

  test("answers attempt by attempt; what it does not mock is simulated, and said", async () => {
    const { exitCode, report } = await runIn(files, "--mock-config", "mocks.json#Paid");
    expect({ exitCode, ...report }).toMatchObject({ exitCode: 0, status: "SUCCEEDED", output: { paid: true }, simulated: [] });
    const declined = await runIn(files, "--mock-config", "mocks.json#Declined");
    expect(declined.report).toMatchObject({
      status: "FAILED",
      simulated: ["ReserveInventory", "ReleaseInventory"],
      verdict: { outcome: "compensated" },
    });
  });

  test("a fault comes before a mock", async () => {
    const { report } = await runIn(files, "--mock-config", "mocks.json#Paid", "--fail-at", "ChargePayment:CardDeclined");
    expect(report).toMatchObject({ status: "FAILED", verdict: { outcome: "compensated" } });
  });

  test("a file whose name holds a # is that file", async () => {
    const only = { ...mocks, StateMachines: { order: { TestCases: { Declined: { ChargePayment: "declined" } } } } };
    const { report } = await runIn({ ...files, "mocks#1.json": only }, "--mock-config", "mocks#1.json");
    expect(report?.status).toBe("FAILED");
  });

  test.each([
    {
      name: "an attempt that is missing",
      reference: "mocks.json#TooFew",
      want:
        'error: mocks.json:1:329: Test case "TooFew" has no answer for invocation 1 of state "ReserveInventory"\n' +
        '  Add the attempt "1" to the mocked response "throttledOnce".\n',
    },
    {
      name: "a case that is missing",
      reference: "mocks.json#Pay",
      want: 'error: "order" has no test case "Pay"\n  Did you mean "Paid"?\n',
    },
    {
      name: "a state that is missing",
      reference: "stray.json",
      want:
        'error: stray.json: The test case "Paid" mocks "ChargePaymnt", which is not a state of "order"\n' +
        '  Did you mean "ChargePayment"?\n',
    },
    {
      name: "a case that is not said",
      reference: "mocks.json",
      want: 'error: The mock configuration has 3 test cases for "order"\n  Choose one: Paid, Declined, TooFew.\n',
    },
    {
      name: "a file that is missing",
      reference: "mock.json#Paid",
      want: "error: mock.json does not exist\n  Name a mock configuration file.\n",
    },
  ])("$name ends the run with exit code 2", async ({ reference, want }) => {
    const stray = { ...mocks, StateMachines: { order: { TestCases: { Paid: { ChargePaymnt: "declined" } } } } };
    const { exitCode, stdout, stderr } = await runIn({ ...files, "stray.json": stray }, "--mock-config", reference);
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 2, stdout: "", stderr: want });
  });
});

describe("--strict-tasks", () => {
  test("a task that nothing answers ends the run and names the line to add", async () => {
    const { exitCode, stdout, stderr } = await runIn({ "order.asl.json": ORDER }, "--strict-tasks");
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: "",
      stderr:
        'error: Nothing answers the task of state "ReserveInventory" (function reserve-inventory)\n' +
        '  Say what does, in saga.config.yaml: tasks: { "reserve-inventory": { module: ./reserve-inventory.js } }. Without --strict-tasks it is simulated.\n',
    });
  });

  test("a task that the way does not reach need not be answered", async () => {
    const config = "tasks: { reserve-inventory: { return: {} }, charge-payment: { return: { paid: true } } }";
    const { exitCode, report } = await runIn({ "order.asl.json": ORDER, "saga.config.yaml": config }, "--strict-tasks");
    expect({ exitCode, output: report?.output }).toEqual({ exitCode: 0, output: { paid: true } });
  });
});

test("a simulated task gives a Choice that tests it the result that leads on", async () => {
  const approved = {
    StartAt: "ReserveInventory",
    States: {
      ReserveInventory: lambda("reserve-inventory", { ResultPath: "$.stock", Next: "Reserved?" }),
      "Reserved?": {
        Type: "Choice",
        Choices: [{ Variable: "$.stock.status", StringEquals: "OUT_OF_STOCK", Next: "Failed" }],
        Default: "Succeeded",
      },
      Failed: { Type: "Fail", Error: "OutOfStock" },
      Succeeded: { Type: "Succeed" },
    },
  };
  const { report } = await runIn({ "order.asl.json": approved });
  expect(report).toMatchObject({ status: "SUCCEEDED", output: { stock: { status: "simulated" } }, simulated: ["ReserveInventory"] });
});

describe("buckets", () => {
  const PACKAGES = {
    StartAt: "ShipAll",
    States: {
      ShipAll: {
        Type: "Map",
        ItemReader: {
          Resource: "arn:aws:states:::s3:getObject",
          ReaderConfig: { InputType: "CSV", CSVHeaderLocation: "FIRST_ROW" },
          Parameters: { Bucket: "order-files", "Key.$": "$.key" },
        },
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
          StartAt: "Ship",
          States: { Ship: { Type: "Pass", End: true } },
        },
        ResultPath: "$.shipped",
        Next: "WriteReceipt",
      },
      WriteReceipt: {
        Type: "Task",
        Resource: "arn:aws:states:::aws-sdk:s3:putObject",
        Parameters: { Bucket: "order-files", Key: "receipts/o-1.json", "Body.$": "$.shipped" },
        ResultSelector: { "checksum.$": "$.ChecksumType" },
        End: true,
      },
    },
  };
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "saga-buckets-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("a distributed Map reads its items from a folder, a Task writes below it", async () => {
    writeFileSync(join(folder, "order.asl.json"), JSON.stringify(PACKAGES));
    writeFileSync(join(folder, "saga.config.yaml"), "buckets: { order-files: . }\nmachines: { order: { definition: order.asl.json } }");
    writeFileSync(join(folder, "parcels.csv"), "id,weight\np-1,2\np-2,5\n");
    const { exitCode, stdout, stderr } = await runCommand(
      ["run", "order", "--strict-tasks", "--input", '{"key":"parcels.csv"}', "--format", "json", "--include-data"],
      { cwd: folder },
    );
    expect({ exitCode, stderr, output: (JSON.parse(stdout) as Report).output }).toEqual({
      exitCode: 0,
      stderr: "",
      output: { checksum: "FULL_OBJECT" },
    });
    expect(JSON.parse(readFileSync(join(folder, "receipts/o-1.json"), "utf8"))).toEqual([
      { id: "p-1", weight: "2" },
      { id: "p-2", weight: "5" },
    ]);
  });

  test("without a folder for its bucket a distributed Map ends the run and names the line to add", async () => {
    expect(await runIn({ "order.asl.json": PACKAGES }, "--input", '{"key":"parcels.csv"}')).toMatchObject({
      exitCode: 2,
      stderr:
        'error: State "ShipAll" reads its items from the bucket "order-files", which no folder stands for\n' +
        '  Say which folder stands for the bucket, in saga.config.yaml: buckets: { "order-files": ./path }.\n',
    });
  });
});
