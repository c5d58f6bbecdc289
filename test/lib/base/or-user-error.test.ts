import { expect, it } from "vitest";
import { orUserError } from "../../../src/lib/base/or-user-error.ts";
import { UserError } from "../../../src/lib/base/user-error.ts";

const failing = (error: unknown) => (): never => {
  throw error;
};

it("says in a person's words why a file cannot be written, and how to mend it", () => {
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  expect(() => orUserError("written", "orders.json", failing(full), "Name another folder.")).toThrow(
    expect.objectContaining({
      message: "It cannot be written: the disk is full",
      hint: "Name another folder.",
      location: { file: "orders.json" },
    }) as Error,
  );
});

it("leaves alone what says so already, and what works", () => {
  const refused = new UserError("It cannot be read: it is a folder");
  expect(() => orUserError("written", "orders.json", failing(refused))).toThrow(refused);
  expect(orUserError("read", "orders.json", () => "{}")).toBe("{}");
});
