import { expect, test } from "vitest";
import { oncePer } from "../../../src/lib/base/once-per.ts";

test("work is done once for each object, also where it gives nothing", () => {
  const asked: string[] = [];
  const riskOf = oncePer(({ state }: { readonly state: string }) => {
    asked.push(state);
    return state === "ChargeCard" ? "high" : undefined;
  });
  const [charge, ship] = [{ state: "ChargeCard" }, { state: "ShipOrder" }];
  expect([charge, ship, charge, ship, { ...charge }].map(riskOf)).toEqual(["high", undefined, "high", undefined, "high"]);
  expect(asked).toEqual(["ChargeCard", "ShipOrder", "ChargeCard"]);
});

test("two works keep apart what they give for one object, and nothing of it shows", () => {
  const [nameOf, lengthOf] = [oncePer(({ state }: { state: string }) => state), oncePer(({ state }: { state: string }) => state.length)];
  const charge = { state: "ChargeCard" };
  expect([nameOf(charge), lengthOf(charge), nameOf(charge)]).toEqual(["ChargeCard", 10, "ChargeCard"]);
  expect(charge).toStrictEqual({ state: "ChargeCard" });
});
