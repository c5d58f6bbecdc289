import { describe, expect, test } from "vitest";
import { memoryFiles } from "../memory-files.ts";
import { runCommand } from "../test-io.ts";

const lambda = (name: string, fields: object): object => ({
  Type: "Task",
  Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
  ...fields,
});

/** Charges the card after a minute. */
const PAYMENT = {
  StartAt: "AwaitFraudCheck",
  States: {
    AwaitFraudCheck: { Type: "Wait", Seconds: 60, Next: "ChargeCard" },
    ChargeCard: lambda("charge-card", { ResultPath: "$.charge", End: true }),
  },
};

/** Reserves stock, and has the payment made by another machine. */
function order(pattern: string, fields: object = {}): object {
  const start = {
    Type: "Task",
    Resource: `arn:aws:states:::states:startExecution${pattern}`,
    Parameters: { StateMachineArn: "${PaymentMachine}", Input: { "order_id.$": "$.order_id" } },
    ResultPath: "$.payment",
    Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "ReleaseStock" }],
    End: true,
  };
  return {
    StartAt: "ReserveStock",
    States: {
      ReserveStock: lambda("reserve-stock", { ResultPath: null, Next: "Pay" }),
      Pay: { ...start, ...fields },
      ReleaseStock: lambda("release-stock", { ResultPath: null, Next: "Failed" }),
      Failed: { Type: "Fail", Error: "OrderFailed" },
    },
  };
}

interface Report {
  readonly status: string;
  readonly output: { readonly payment: Record<string, unknown> } | null;
  readonly error: string | null;
  readonly simulated: readonly string[];
  readonly verdict: { readonly outcome: string };
}

const PAYMENT_ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:payment";

interface Shop {
  readonly pattern: string;
  readonly reference?: string;
  readonly fields?: object;
  readonly payment?: object;
  readonly tasks?: string;
}

async function runOrder({ pattern, reference = PAYMENT_ARN, fields, payment = PAYMENT, tasks = "{}" }: Shop, ...flags: readonly string[]) {
  const config = `
machines:
  order: { definition: order.asl.json, input: { order_id: o-1 }, substitutions: { PaymentMachine: "${reference}" } }
  payment: { definition: payment.asl.json, substitutions: { PaymentMachine: "${reference}" } }
tasks: ${tasks}`;
  const files = memoryFiles({
    "/shop/saga.config.yaml": config,
    "/shop/order.asl.json": JSON.stringify(order(pattern, fields)),
    "/shop/payment.asl.json": JSON.stringify(payment),
  });
  const argv = ["run", "order", "--seed", "1", "--format", "json", "--include-data", "--history-out", "history.json", ...flags];
  const result = await runCommand(argv, { cwd: "/shop", files });
  const written = result.written.get("/shop/history.json") ?? '{"events":[]}';
  const { events } = JSON.parse(written) as { readonly events: readonly { readonly type: string; readonly timestamp: string }[] };
  const [first, last] = [events.at(0), events.at(-1)].map((event) => Date.parse(event?.timestamp ?? ""));
  return {
    ...result,
    seconds: ((last ?? 0) - (first ?? 0)) / 1000,
    report: result.stdout === "" ? undefined : (JSON.parse(result.stdout) as Report),
  };
}

describe("a task that starts a machine of the config", () => {
  test.each([
    { name: "by its ARN", reference: PAYMENT_ARN },
    { name: "by an alias of its ARN", reference: `${PAYMENT_ARN}:live` },
    { name: "by its name", reference: "payment" },
  ])("$name: .sync:2 waits for it and has its output", async ({ reference }) => {
    const { exitCode, report, seconds } = await runOrder({ pattern: ".sync:2", reference });
    expect({ exitCode, seconds, outcome: report?.verdict.outcome, payment: report?.output?.payment }).toEqual({
      exitCode: 0,
      seconds: 60,
      outcome: "committed",
      payment: {
        ExecutionArn: expect.stringMatching(/^arn:aws:states:us-east-1:123456789012:execution:payment:/),
        Input: { order_id: "o-1" },
        InputDetails: { Included: true },
        Name: expect.any(String),
        Output: { order_id: "o-1", charge: { order_id: "o-1" } },
        OutputDetails: { Included: true },
        RedriveCount: 0,
        RedriveStatus: "NOT_REDRIVABLE",
        RedriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
        StartDate: expect.any(Number),
        StateMachineArn: PAYMENT_ARN,
        Status: "SUCCEEDED",
        StopDate: expect.any(Number),
      },
    });
  });

  test(".sync has its output as text", async () => {
    const { report } = await runOrder({ pattern: ".sync" });
    expect(report?.output?.payment).toMatchObject({ Output: '{"order_id":"o-1","charge":{"order_id":"o-1"}}' });
  });

  test("without a pattern it goes on at once, and the other runs to its end", async () => {
    const { report, seconds } = await runOrder({ pattern: "" });
    expect({ seconds, simulated: report?.simulated }).toEqual({ seconds: 0, simulated: ["ReserveStock", "payment/ChargeCard"] });
    expect(report?.output?.payment).toMatchObject({ ExecutionArn: expect.any(String), StartDate: expect.any(Number) });
  });

  test("a child that fails is States.TaskFailed, with what it was in the cause", async () => {
    const { exitCode, report } = await runOrder({ pattern: ".sync", tasks: "{ charge-card: { throw: { error: CardDeclined } } }" });
    expect({ exitCode, status: report?.status, outcome: report?.verdict.outcome }).toEqual({
      exitCode: 0,
      status: "FAILED",
      outcome: "compensated",
    });
  });

  test("a task that times out stops the child", async () => {
    const { report, seconds } = await runOrder({ pattern: ".sync:2", fields: { TimeoutSeconds: 10 } });
    expect({ seconds, status: report?.status, simulated: report?.simulated }).toEqual({
      seconds: 10,
      status: "FAILED",
      simulated: ["ReserveStock", "ReleaseStock"],
    });
  });

  test("a name that was used before is refused", async () => {
    const start = (input: object, fields: object): object => ({
      Type: "Task",
      Resource: "arn:aws:states:::states:startExecution.sync:2",
      Parameters: { StateMachineArn: "payment", Name: "payment-o-1", Input: input },
      ...fields,
    });
    const twice = { StartAt: "Pay", States: { Pay: start({}, { Next: "PayAgain" }), PayAgain: start({ again: true }, { End: true }) } };
    const files = memoryFiles({
      "/shop/saga.config.yaml": "machines: { order: { definition: order.asl.json }, payment: { definition: payment.asl.json } }",
      "/shop/order.asl.json": JSON.stringify(twice),
      "/shop/payment.asl.json": JSON.stringify(PAYMENT),
    });
    const { stdout } = await runCommand(["run", "order", "--format", "json"], { cwd: "/shop", files });
    expect((JSON.parse(stdout) as Report).error).toBe("StepFunctions.ExecutionAlreadyExistsException");
  });

  test("a fault on the task that starts it comes first; its own states are its own", async () => {
    const { report } = await runOrder({ pattern: ".sync" }, "--fail-at", "Pay:PaymentDown");
    expect(report).toMatchObject({ status: "FAILED", simulated: ["ReserveStock", "ReleaseStock"] });
    const { exitCode, stderr } = await runOrder({ pattern: ".sync" }, "--fail-at", "ChargeCard");
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining("ChargeCard") });
  });

  test("what answers a task by its state answers that instead", async () => {
    const { report } = await runOrder({ pattern: ".sync:2", tasks: "{ Pay: { return: { Status: SUCCEEDED } } }" });
    expect(report?.output?.payment).toEqual({ Status: "SUCCEEDED" });
  });

  test("executions that start each other without end are the person's to mend", async () => {
    const { exitCode, stderr } = await runOrder({ pattern: ".sync", payment: order(".sync") });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: 'error: State "Pay" starts executions that start each other without end\n  Let a Choice end the recursion.\n',
    });
  });
});

describe("a machine that the config does not know", () => {
  const unknown = { pattern: ".sync", reference: "arn:aws:states:us-east-1:123456789012:stateMachine:refunds" };

  test("is simulated, and said", async () => {
    const { exitCode, report } = await runOrder(unknown);
    expect({ exitCode, simulated: report?.simulated }).toEqual({ exitCode: 0, simulated: ["ReserveStock", "Pay"] });
  });

  test("is an error with --strict-tasks", async () => {
    const { exitCode, stderr } = await runOrder({ ...unknown, tasks: "{ reserve-stock: { return: {} } }" }, "--strict-tasks");
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr:
        'error: Nothing answers the task of state "Pay" (states:startExecution.sync)\n' +
        "  Name the machine that it starts, in saga.config.yaml: machines: { NAME: { definition: ./NAME.asl.json } }. Without --strict-tasks it is simulated.\n",
    });
  });
});
