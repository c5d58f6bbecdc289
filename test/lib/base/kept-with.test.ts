import { expect, test } from "vitest";
import { keptWith } from "../../../src/lib/base/kept-with.ts";

test("a value is kept with its object, and with no other and no copy of it", () => {
  const costs = keptWith<{ readonly state: string }, number>();
  const [charge, ship] = [{ state: "ChargeCard" }, { state: "ShipOrder" }];
  costs.set(charge, 1);
  costs.set(charge, 2);
  expect([charge, ship, { ...charge }, structuredClone(charge)].map(costs.get)).toEqual([2, undefined, undefined, undefined]);
});

test("nothing of it shows", () => {
  const order = { name: "order" };
  keptWith<object, string>().set(order, "a graph");
  expect([Object.keys(order), Object.entries(order), JSON.stringify(order)]).toEqual([["name"], [["name", "order"]], '{"name":"order"}']);
  expect(order).toStrictEqual({ name: "order" });
});

test("two keepers keep apart what they keep with one object, and a frozen object keeps nothing", () => {
  const [graphs, ways] = [keptWith<object, string>(), keptWith<object, string>()];
  const [order, frozen] = [{}, Object.freeze({})];
  graphs.set(order, "a graph");
  ways.set(frozen, "a way");
  expect([graphs.get(order), ways.get(order), ways.get(frozen)]).toEqual(["a graph", undefined, undefined]);
});
