import { join } from "node:path";
import { expect, test } from "vitest";
import type { Files } from "../../../src/lib/base/ports.ts";
import { diskFiles } from "../../../src/lib/runs/disk-files.ts";
import { ROOT } from "../../test-io.ts";
import { matrixOf } from "./matrix-of.ts";

const FOLDER = join(ROOT, "shop");

/** A project in memory below the repository. */
function project(definition: object, tasks: string): Files {
  const texts = new Map([
    [join(FOLDER, "order.asl.json"), JSON.stringify(definition)],
    [join(FOLDER, "saga.config.yaml"), `machines:\n  order: { definition: order.asl.json, saga: true }\ntasks:\n${tasks}`],
  ]);
  return {
    ...diskFiles,
    read: (path) => texts.get(path) ?? diskFiles.read(path),
    exists: (path) => texts.has(path) || diskFiles.exists(path),
  };
}

function task(name: string, fields: object): object {
  return { Type: "Task", Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`, TimeoutSeconds: 5, ...fields };
}

const retried = { Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 1 }] };
const caught = (next: string): object => ({ Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: next }] });

test("a step whose result a Choice tests fails by its result, too", async () => {
  const files = project(
    {
      StartAt: "ReserveInventory",
      States: {
        ReserveInventory: task("reserve-inventory", { ResultPath: "$.reservation", Next: "ProcessPayment", ...caught("ReleaseInventory") }),
        ProcessPayment: task("process-payment", { ResultPath: "$.payment", Next: "Charged?", ...caught("ReleaseInventory") }),
        "Charged?": {
          Type: "Choice",
          Choices: [{ Variable: "$.payment.status", StringEquals: "CHARGED", Next: "OrderPlaced" }],
          Default: "ReleaseInventory",
        },
        OrderPlaced: { Type: "Succeed" },
        ReleaseInventory: task("release-inventory", { ResultPath: null, Next: "OrderFailed", ...retried }),
        OrderFailed: { Type: "Fail", Error: "OrderFailed" },
      },
    },
    "  reserve-inventory: { return: {} }\n  process-payment: { return: { status: CHARGED } }\n  release-inventory: { return: {} }\n",
  );
  const { results } = await matrixOf("shop/order.asl.json", {}, files);
  expect(results.filter(({ faults }) => faults[0]?.includes("=")).map(({ name, outcome, colour }) => ({ name, outcome, colour }))).toEqual([
    { name: 'ProcessPayment={"status":"simulated"}', outcome: "compensated", colour: "green" },
    { name: 'ProcessPayment={"status":"simulated"} + ReleaseInventory:UnnamedError', outcome: "stuck", colour: "green" },
    { name: 'ProcessPayment={"status":"simulated"} + ReleaseInventory#1:UnnamedError', outcome: "compensated", colour: "green" },
  ]);
});

test("with --late, a sibling lands after its Parallel has failed", async () => {
  const files = project(
    {
      StartAt: "Book",
      States: {
        Book: {
          Type: "Parallel",
          Branches: [
            { StartAt: "BookHotel", States: { BookHotel: task("book-hotel", { End: true }) } },
            { StartAt: "BookFlight", States: { BookFlight: task("book-flight", { End: true }) } },
          ],
          ResultPath: "$.booked",
          Next: "TripBooked",
          ...caught("CancelFlight"),
        },
        TripBooked: { Type: "Succeed" },
        CancelFlight: task("cancel-flight", { ResultPath: null, Next: "CancelHotel", ...retried }),
        CancelHotel: task("cancel-hotel", { ResultPath: null, Next: "TripFailed", ...retried }),
        TripFailed: { Type: "Fail", Error: "TripFailed" },
      },
    },
    "  book-hotel: { return: {} }\n  book-flight: { return: {} }\n  cancel-flight: { return: {} }\n  cancel-hotel: { return: {} }\n",
  );
  const { results } = await matrixOf("shop/order.asl.json", { late: true }, files);
  const landed = results.find(({ name }) => name === "BookHotel:UnnamedError + BookFlight:States.Timeout@late");
  expect(landed).toMatchObject({ colour: "red", outcome: "uncompensated" });
  expect(landed?.problems.map(({ message }) => message).join("\n")).toContain(
    "BookFlight took effect after all, when CancelFlight had already run",
  );
});
