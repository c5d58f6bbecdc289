import { expect, test } from "vitest";
import { memoryFiles } from "./memory-files.ts";

test("files in memory answer as a disk does", () => {
  const files = memoryFiles({ "/shop/order.asl.json": "{}", "/shop/handlers/order.js": "" });
  files.write("/shop/travel.asl.yaml", "StartAt: Book");
  expect(files.list("/shop")).toEqual(["handlers", "order.asl.json", "travel.asl.yaml"]);
  expect(files.list("/")).toEqual(["shop"]);
  expect(["/shop", "/shop/order.asl.json", "/bank"].map((path) => files.exists(path))).toEqual([true, true, false]);
  expect(["/shop", "/shop/order.asl.json"].map((path) => files.isDirectory(path))).toEqual([true, false]);
  expect([files.read("/shop/travel.asl.yaml"), files.read("/shop")]).toEqual(["StartAt: Book", undefined]);
});
