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

test("the widest column is cut where the line is too narrow", () => {
  expect(columns(rows, 18)).toEqual(["STEP        EFFECT", "ReserveIn…  done", "在庫予約    failed"]);
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
