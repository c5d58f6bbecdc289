import { describe, expect, test } from "vitest";
import { defaultConfig, loadConfig } from "../../../src/lib/config/load-config.ts";
import { machineFor, machineNamed, machinesOf } from "../../../src/lib/config/machine-for.ts";
import { memoryFiles } from "../../memory-files.ts";

const FILE = "/shop/saga.config.yaml";
const TEXT =
  "machines: { order: { definition: order.asl.json }, order-dry: { definition: order.asl.json, saga: true }, travel: { definition: travel.asl.yaml } }";
const config = await loadConfig(memoryFiles({ [FILE]: TEXT }), FILE);

describe("machineFor", () => {
  test.each([
    { name: "the only machine of a definition", file: "/shop/travel.asl.yaml", machine: undefined, want: "travel" },
    { name: "one of several by name", file: "/shop/order.asl.json", machine: "order-dry", want: "order-dry" },
    { name: "a definition that the config does not know", file: "/shop/other.asl.json", machine: undefined, want: undefined },
    { name: "a name in a definition that the config does not know", file: "/shop/template.yaml", machine: "Order", want: undefined },
  ])("$name", ({ file, machine, want }) => {
    expect(machineFor(config, file, machine)?.name).toBe(want);
  });

  test.each([
    {
      name: "an open choice lists the machines",
      machine: undefined,
      want: {
        message: "2 machines of the config share this definition: order, order-dry",
        hint: "Choose one by --machine.",
        location: { file: FILE },
      },
    },
    {
      name: "a wrong choice names the near ones",
      machine: "order-dyr",
      want: {
        message: 'No machine "order-dyr" of the config has this definition',
        hint: 'Did you mean "order-dry"?',
        location: { file: FILE },
      },
    },
  ])("$name", ({ machine, want }) => {
    expect(() => machineFor(config, "/shop/order.asl.json", machine)).toThrow(expect.objectContaining(want));
  });
});

test("several machines may share a definition", () => {
  expect(machinesOf(config, "/shop/order.asl.json").map(({ name }) => name)).toEqual(["order", "order-dry"]);
});

test("a machine is found by its name, and an unknown name lists the near ones", () => {
  expect(machineNamed(config, "order-dry").machine).toMatchObject({ definition: "/shop/order.asl.json", saga: true });
  expect(() => machineNamed(config, "travle")).toThrow(
    expect.objectContaining({ message: 'The config has no machine "travle"', hint: 'Did you mean "travel"?', location: { file: FILE } }),
  );
  expect(() => machineNamed(defaultConfig("/shop"), "order")).toThrow(
    expect.objectContaining({ message: 'There is no saga.config.yaml that could name the machine "order"', location: undefined }),
  );
});
