import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { runInOrder } from "../../../src/lib/suite/run-in-order.ts";

test("results come in the order of the items, whichever is ready first", async () => {
  const results: number[] = [];
  const finished = await runInOrder(
    [3, 1, 2],
    3,
    (ms) => delay(ms, ms),
    (result) => results.push(result) > 0,
  );
  expect({ results, finished }).toEqual({ results: [3, 1, 2], finished: true });
});

test("no more items are under way than there are lanes", async () => {
  let underWay = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++underWay);
    await delay(1);
    underWay -= 1;
  };
  await runInOrder([1, 2, 3, 4, 5, 6], 2, work, () => true);
  expect(most).toBe(2);
});

test("endless items end where no more results are wanted", async () => {
  const endless = function* (): Generator<number> {
    for (let item = 0; ; item += 1) yield item;
  };
  const results: number[] = [];
  const finished = await runInOrder(
    endless(),
    2,
    async (item) => item,
    (result) => results.push(result) < 3,
  );
  expect({ results, finished }).toEqual({ results: [0, 1, 2], finished: false });
});

test("work that fails rejects, and nobody is left with an unhandled rejection", async () => {
  const work = async (item: number): Promise<number> => {
    if (item > 0) throw new Error(`case ${item}`);
    return item;
  };
  await expect(runInOrder([0, 1, 2], 3, work, () => true)).rejects.toThrow("case 1");
});
