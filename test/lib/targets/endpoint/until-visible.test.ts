import { expect, test } from "vitest";
import { UserError } from "../../../../src/lib/base/user-error.ts";
import { untilVisible } from "../../../../src/lib/targets/endpoint/until-visible.ts";

const client = { endpoint: { url: "http://127.0.0.1:8083", region: undefined, profile: undefined } };
const patience = { looks: 4, shortest: 1, longest: 2, onLoopback: 1, growth: 2 };

test("a change that shows late is waited for, and no longer", async () => {
  let looks = 0;
  const isVisible = (): Promise<boolean> => Promise.resolve((looks += 1) === 3);
  await untilVisible(client, "The update", isVisible, undefined, patience);
  expect(looks).toBe(3);
});

test("a change that never shows ends as a refusal of the endpoint that says how to go on", async () => {
  let looks = 0;
  const isVisible = (): Promise<boolean> => Promise.resolve((looks += 1) < 0);
  const hint = "It was accepted all the same. Repeat the command: it goes on from what it finds.";
  await expect(untilVisible(client, "The update", isVisible, undefined, patience)).rejects.toEqual(
    new UserError("The update does not show at the endpoint", hint, undefined, 3),
  );
  expect(looks).toBe(4);
});
