import { describe, expect, test } from "vitest";
import { machine, machinesOf } from "../terraform-machines.ts";

describe("a definition that a condition chooses", () => {
  const either = (condition: string, more = ""): string =>
    `${more}variable "paused" {}\n${machine(`${condition} ? jsonencode({ StartAt = "Pay" }) : jsonencode({ StartAt = "Hold" })`)}`;
  const files = (text: string): Readonly<Record<string, string>> => ({ "infra/main.tf": text });

  test.each([
    {
      name: "is a machine in each way where the condition is open",
      files: files(either("var.paused\n    == false")),
      want: { saga: { StartAt: "Pay" }, "saga[not var.paused == false]": { StartAt: "Hold" } },
    },
    {
      name: "is the one that is chosen where the condition is known",
      files: files(either("local.live", "locals { live = false }\n")),
      want: { saga: { StartAt: "Hold" } },
    },
    {
      name: "is the one that there is where the other is none",
      files: files(machine('var.paused ? null : jsonencode({ StartAt = "Pay" })')),
      want: { saga: { StartAt: "Pay" } },
    },
    {
      name: "is that of each instance where its instances tell the condition",
      files: files(either("each.value").replace('"saga" {', '"saga" {\n  for_each = { eu = true, us = false }')),
      want: { 'saga["eu"]': { StartAt: "Pay" }, 'saga["us"]': { StartAt: "Hold" } },
    },
  ])("$name", async ({ files: contents, want }) => {
    const machines = await machinesOf(contents);
    expect(Object.fromEntries(machines.map(({ name, value }) => [name, value]))).toEqual(want);
  });

  test("is read in twenty ways where names lead to very many", async () => {
    const names = Array.from({ length: 40 }, (_, at) => `  way${at} = var.paused ? local.way${at + 1} : local.way${at + 1}\n`);
    const locals = `locals {\n${names.join("")}  way40 = jsonencode({ StartAt = "Pay" })\n}\n`;
    const machines = await machinesOf(files(`variable "paused" {}\n${locals}${machine("local.way0")}`));
    expect(machines.map(({ value }) => value)).toEqual(Array.from({ length: 20 }, () => ({ StartAt: "Pay" })));
  });
});
