import { expect, test } from "vitest";
import { configFinder } from "../../../../src/lib/runs/lint/config-finder.ts";
import { memoryFiles } from "../../../memory-files.ts";

test("the nearest config upwards holds, and the defaults where there is none", async () => {
  const files = memoryFiles({ "/shop/orders/saga.config.yaml": "machines: {}\n", "/shop/orders/asl/order.asl.json": "{}" });
  const configOf = configFinder(files, "/shop", undefined);
  expect((await configOf("/shop/orders/asl")).file).toBe("/shop/orders/saga.config.yaml");
  expect(await configOf("/shop/stock")).toMatchObject({ file: null, root: "/shop" });
});

test.each([
  { name: "with a config", contents: { "/shop/saga.config.yaml": "machines: {}\n" } },
  { name: "without one", contents: { "/shop/order.asl.json": "{}" } },
])("a folder is looked at once, however many files it holds: $name", async ({ contents }) => {
  const asked: string[] = [];
  const files = memoryFiles(contents);
  const configOf = configFinder({ ...files, exists: (path) => asked.push(path) > 0 && files.exists(path) }, "/shop", undefined);
  const first = await configOf("/shop/orders");
  const count = asked.length;
  expect(await configOf("/shop/orders")).toBe(first);
  expect(asked).toHaveLength(count);
});
