import { describe, expect, test } from "vitest";
import { paymentSaga } from "../lib/rules/payment-saga.ts";
import { memoryFiles } from "../memory-files.ts";
import { runCommand } from "../test-io.ts";

describe("saga-cli graph", () => {
  test("shows the way to success, the compensations and where failures lead, within 80 columns", async () => {
    const { exitCode, stdout, stderr } = await runCommand(["graph", "order.asl.json"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout.split("\n").filter((line) => line.length > 80 || line !== line.trimEnd())).toEqual([]);
    expect(stdout).toMatchInlineSnapshot(`
      "order (order.asl.json): a saga, its pairs inferred, style self

      Way to success
        STEP               ROLE          STYLE  UNDONE BY
        ProcessOrder       forward       self   UpdateOrderStatus
        ProcessPayment     forward       self   ProcessRefund
        ReserveInventory   forward       self   ReleaseInventory
        sns:NotifySuccess  notification

      Compensations
        COMPENSATION       UNDOES            HOW       BELIEVED
        ReleaseInventory   ReserveInventory  cancels   likely: chain, name, region
        ProcessRefund      ProcessPayment    reverses  likely: chain, name, region
        UpdateOrderStatus  ProcessOrder      cancels   likely: chain, name, region

      Where failures lead
        ProcessOrder (States.ALL): UpdateOrderStatus -> OrderFailed
        ProcessPayment (States.ALL): ProcessRefund -> UpdateOrderStatus -> OrderFailed
        ReserveInventory (States.ALL): ReleaseInventory -> ProcessRefund ->
          UpdateOrderStatus -> OrderFailed
      "
    `);
  });

  test("says which steps take back what others have done", async () => {
    const lambda = (name: string, more: object): object => ({
      Type: "Task",
      Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
      ...more,
    });
    const caught = { Catch: [{ ErrorEquals: ["States.ALL"], Next: "FreeTableOnFailure" }] };
    const States = {
      HoldTable: lambda("hold-table", { Next: "ServeDinner" }),
      ServeDinner: lambda("serve-dinner", { ...caught, Next: "FreeTable" }),
      FreeTable: lambda("free-table", { ...caught, End: true }),
      FreeTableOnFailure: lambda("free-table", { Comment: "saga: compensates HoldTable", Next: "Failed" }),
      Failed: { Type: "Fail" },
    };
    const { stdout } = await runCommand(["graph", "dinner.asl.json"], {
      cwd: "/inn",
      files: memoryFiles({ "/inn/dinner.asl.json": JSON.stringify({ StartAt: "HoldTable", States }) }),
    });
    expect(stdout.split("\n").filter((line) => /^ {2}(?:HoldTable|FreeTable) +forward/.test(line))).toEqual([
      "  HoldTable    forward         FreeTableOnFailure",
      "  FreeTable    forward         nothing: takes back HoldTable",
    ]);
  });

  test("shows where a failure leads on, and where that fails", async () => {
    const lambda = (name: string, more: object): object => ({
      Type: "Task",
      Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
      ...more,
    });
    const caught = (Next: string): object => ({ Catch: [{ ErrorEquals: ["States.ALL"], Next }] });
    const States = {
      ReserveStock: lambda("reserve-stock", { Next: "ChargeCard" }),
      ChargeCard: lambda("charge-card", { ...caught("ChargeVoucher"), Next: "ShipOrder" }),
      ChargeVoucher: lambda("charge-voucher", { ...caught("ReleaseStock"), Next: "ShipOrder" }),
      ShipOrder: lambda("ship-order", { End: true }),
      ReleaseStock: lambda("release-stock", { Next: "Failed" }),
      Failed: { Type: "Fail" },
    };
    const { stdout } = await runCommand(["graph", "order.asl.json"], {
      cwd: "/shop",
      files: memoryFiles({ "/shop/order.asl.json": JSON.stringify({ StartAt: "ReserveStock", States }) }),
    });
    expect(stdout.split("\n").filter((line) => /^ {2}(?:Charge|Ship)/.test(line))).toEqual([
      "  ChargeCard     forward                      nothing",
      "  ChargeVoucher  forward, alternative         nothing",
      "  ShipOrder      forward                      nothing",
      "  ChargeCard (States.ALL): ChargeVoucher -> ShipOrder",
      "  ChargeVoucher (States.ALL): ReleaseStock -> Failed",
    ]);
  });

  test("says what takes a step back in the end, and that a Choice behind it finds the failure or not", async () => {
    const caught = { Catch: [{ ErrorEquals: ["States.ALL"], Next: "CancelDinner" }] };
    const lambda = (name: string, more: object): object => ({
      Type: "Task",
      Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
      ...more,
    });
    const States = {
      HoldTable: lambda("hold-table", { Next: "OrderDinner" }),
      OrderDinner: lambda("order-dinner", { ...caught, Next: "FreeTable" }),
      CancelDinner: lambda("cancel-dinner", { ResultPath: "$.cancelled", Next: "FreeTable" }),
      FreeTable: lambda("free-table", { Next: "Cancelled?" }),
      "Cancelled?": { Type: "Choice", Choices: [{ Variable: "$.cancelled", IsPresent: true, Next: "Failed" }], Default: "Served" },
      Served: { Type: "Succeed" },
      Failed: { Type: "Fail" },
    };
    const { stdout } = await runCommand(["graph", "dinner.asl.json"], {
      cwd: "/inn",
      files: memoryFiles({ "/inn/dinner.asl.json": JSON.stringify({ StartAt: "HoldTable", States }) }),
    });
    expect(stdout.split("\n").filter((line) => /Table/.test(line))).toEqual([
      "  HoldTable    forward         taken back by FreeTable",
      "  FreeTable    forward         nothing: takes back HoldTable",
      "  OrderDinner (States.ALL): CancelDinner -> FreeTable -> Cancelled? -> …",
    ]);
  });

  test("as JSON is the model and the coverage", async () => {
    const { stdout } = await runCommand(["graph", "payment.asl.yaml", "--format", "json"], {
      cwd: "/shop",
      files: memoryFiles({ "/shop/payment.asl.yaml": paymentSaga() }),
    });
    const step = { compensations: [], undoes: [], undo: null, style: null, pivot: false };
    const believed = { evidence: ["chain", "name", "region"], confidence: "likely" };
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      machines: [
        {
          machine: "payment",
          file: "payment.asl.yaml",
          saga: true,
          style: null,
          steps: [
            { ...step, ...believed, state: "ProcessPayment", role: "forward", compensations: ["ProcessRefund"] },
            { ...step, state: "ReserveInventory", role: "forward", evidence: [], confidence: "likely" },
            { ...step, ...believed, state: "ProcessRefund", role: "compensation", undoes: ["ProcessPayment"], undo: "reverses" },
          ],
          coverage: expect.arrayContaining([
            { state: "ReserveInventory", error: "States.Timeout", compensations: ["ProcessRefund"], covered: true, escapes: false },
          ]) as object[],
        },
      ],
    });
  });

  test("leaves out what nobody can read, beside machines that are, and what is broken where another is chosen", async () => {
    const saga = (name: string, definition: string): string =>
      `  ${name}: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: ${definition} } }\n`;
    const contents = {
      "/shop/template.yaml": `Resources:\n${saga("Payment", "payment.asl.yaml")}${saga("Stored", "s3://sagas/order.json")}`,
      "/shop/payment.asl.yaml": paymentSaga(),
    };
    const broken = { ...contents, "/shop/template.yaml": `${contents["/shop/template.yaml"]}${saga("Gone", "gone.json")}` };
    const graph = async (files: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<unknown> => {
      const { exitCode, stdout, stderr } = await runCommand(["graph", "template.yaml", ...args], {
        cwd: "/shop",
        files: memoryFiles(files),
      });
      return { exitCode, machines: stdout.match(/^\w+ \(.*\)/gm), stderr: stderr.split("\n")[0] };
    };
    const payment = { exitCode: 0, machines: ["Payment (payment.asl.yaml)"], stderr: "" };
    expect(await graph(contents)).toEqual(payment);
    expect(await graph(broken, "--machine", "Payment")).toEqual(payment);
    expect(await graph(broken)).toEqual({
      exitCode: 2,
      machines: null,
      stderr: "error: template.yaml:4:77: The definition gone.json does not exist",
    });
  });

  test("shows every machine of a folder's config, or the one that is chosen", async () => {
    const names = async (...argv: readonly string[]): Promise<readonly string[]> => {
      const { stdout } = await runCommand(["graph", ...argv, "--format", "json"]);
      return (JSON.parse(stdout) as { machines: readonly { machine: string }[] }).machines.map(({ machine }) => machine);
    };
    expect(await names(".")).toEqual(["order", "order-jsonata", "order-slides"]);
    expect(await names(".", "--machine", "order-slides")).toEqual(["order-slides"]);
    expect(await names("order-slides")).toEqual(["order-slides"]);
  });

  test("shows a machine of a folder once, where it is made, and not by itself the file that it is taken from", async () => {
    const { stdout } = await runCommand(["graph", "."], {
      cwd: "/shop",
      files: memoryFiles({
        "/shop/main.tf": 'resource "aws_sfn_state_machine" "payments" {\n  definition = yamldecode(file("payment.asl.yaml"))\n}\n',
        "/shop/payment.asl.yaml": paymentSaga(),
        "/shop/refund.asl.yaml": paymentSaga(),
      }),
    });
    expect(stdout.match(/^\w+ \(.*\)/gm)).toEqual(["payments (payment.asl.yaml)", "refund (refund.asl.yaml)"]);
  });

  test.each([
    { name: "a file that is missing", argv: ["oder.asl.json"], want: /oder\.asl\.json does not exist/ },
    { name: "a machine that is not there", argv: [".", "--machine", "ordr"], want: /holds no machine "ordr"\n {2}Did you mean "order"/ },
    { name: "a file that cannot be read", argv: ["broken.asl.json"], want: /broken\.asl\.json:1:/ },
  ])("of $name is exit code 2", async ({ argv, want }) => {
    const contents = { "/shop/order.asl.yaml": paymentSaga(), "/shop/broken.asl.json": "{" };
    const world = argv[0] === "." ? {} : { cwd: "/shop", files: memoryFiles(contents) };
    expect(await runCommand(["graph", ...argv], world)).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: expect.stringMatching(want) as string,
    });
  });
});
