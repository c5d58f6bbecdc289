import { expect, test } from "vitest";
import { columns } from "../../../src/lib/reporters/columns.ts";

const rows = [
  ["STEP", "EFFECT"].map((text) => ({ text })),
  ["ReserveInventory", "done"].map((text) => ({ text })),
  ["在庫予約", "failed"].map((text) => ({ text })),
];

test("columns are aligned by what the terminal shows", () => {
  expect(columns(rows, 80)).toEqual(["STEP              EFFECT", "ReserveInventory  done", "在庫予約          failed"]);
});

test("the widest column goes on below where the line is too narrow", () => {
  expect(columns(rows, 18)).toEqual(["STEP        EFFECT", "ReserveInv  done", "entory", "在庫予約    failed"]);
});

test("what can go on between words does so first", () => {
  const row = [{ text: "Lambda.TooManyRequestsException" }, { text: "ProcessRefund, UpdateOrderStatus" }];
  expect(columns([row], 52)).toEqual(["Lambda.TooManyRequestsException  ProcessRefund,", `${" ".repeat(33)}UpdateOrderStatus`]);
});

test("what is listed goes on in its colour and leaves no spaces behind", () => {
  const loud = (text: string): string => `<${text}>`;
  const row = [{ text: "ReleaseInventory, ProcessRefund", paint: loud }, { text: "likely: chain, name" }, { text: "" }];
  expect(columns([row], 33)).toEqual(["<ReleaseInventory,>  likely:", "<ProcessRefund>      chain, name"]);
});

test("colour does not disturb the alignment", () => {
  const loud = (text: string): string => `<${text}>`;
  expect(
    columns(
      [
        [{ text: "done", paint: loud }, { text: "ProcessRefund" }],
        [{ text: "unknown" }, { text: "ReleaseInventory" }],
      ],
      80,
    ),
  ).toEqual(["<done>     ProcessRefund", "unknown  ReleaseInventory"]);
});
