import type { Files } from "../../src/lib/base/ports.ts";
import { memoryFiles } from "../memory-files.ts";

/** Where the saga stands. */
export const SHOP = "/shop";

const functionArn = (name: string): string => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
const transient = [
  { ErrorEquals: ["Lambda.TooManyRequestsException", "Lambda.ServiceException"], MaxAttempts: 3 },
  { ErrorEquals: ["States.ALL"], MaxAttempts: 5 },
];

/** What tests change of the saga. */
export interface StockSagaChange {
  /** How often the charge is tried again. */
  readonly retries?: number;
  /** The order fails when all is done, and nothing is rolled back. */
  readonly failsAtEnd?: boolean;
  /** Whether every failure of the charge is rolled back; where not, lint has an error. */
  readonly catchesAll?: boolean;
  /** What the charge calls. */
  readonly charge?: string;
}

/** A saga of two steps that lint has no error about, unless it is changed so. */
export function stockSaga({
  retries = 2,
  failsAtEnd = false,
  catchesAll = true,
  charge = functionArn("charge-card"),
}: StockSagaChange = {}): object {
  const caught = (next: string, error = "States.ALL"): object[] => [{ ErrorEquals: [error], ResultPath: "$.error", Next: next }];
  const task = (resource: string, rest: object): object => ({
    Type: "Task",
    Resource: resource,
    TimeoutSeconds: 10,
    ResultPath: null,
    ...rest,
  });
  return {
    StartAt: "ReserveStock",
    States: {
      ReserveStock: task(functionArn("reserve-stock"), { Catch: caught("ReleaseStock"), Next: "ChargeCard" }),
      ChargeCard: task(charge, {
        Retry: [{ ErrorEquals: ["Lambda.TooManyRequestsException"], MaxAttempts: retries }],
        Catch: caught("RefundCard", catchesAll ? "States.ALL" : "CardDeclined"),
        Next: failsAtEnd ? "OrderLost" : "OrderPlaced",
      }),
      RefundCard: task(functionArn("refund-card"), { Retry: transient, Next: "ReleaseStock" }),
      ReleaseStock: task(functionArn("release-stock"), { Retry: transient, Next: "OrderFailed" }),
      OrderFailed: { Type: "Fail", Error: "OrderFailed" },
      ...(failsAtEnd ? { OrderLost: { Type: "Fail", Error: "OrderLost" } } : { OrderPlaced: { Type: "Succeed" } }),
    },
  };
}

/** The saga as `/shop/order.asl.json`, and files beside it. */
export function shopFiles(saga: object = stockSaga(), others: Readonly<Record<string, string>> = {}): Files {
  return memoryFiles({ [`${SHOP}/order.asl.json`]: `${JSON.stringify(saga, null, 2)}\n`, ...others });
}
