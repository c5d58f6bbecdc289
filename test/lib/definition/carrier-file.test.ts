import { expect, test } from "vitest";
import { carrierFile } from "../../../src/lib/definition/carrier-file.ts";
import type { CarrierFile } from "../../../src/lib/definition/carrier.ts";
import { diskFiles } from "../../../src/lib/runs/disk-files.ts";
import { memoryFiles } from "../../memory-files.ts";

function template(): CarrierFile {
  const files = memoryFiles({ "/shop/order.asl.yaml": "StartAt: Charge\n", "/shop/saga.config.yaml": "", "/etc/passwd": "root" });
  return carrierFile({ files, substitutions: { Stage: "dev" } }, "/shop/infra/template.yaml", { file: "infra/template.yaml", text: "" });
}

test("a file that another names is shown by the way from the working folder, and has the same values", async () => {
  const neighbour = template().neighbour("../order.asl.yaml");
  if (neighbour.problem !== undefined) throw new Error(neighbour.problem);
  const { source, substitutions, tree } = neighbour.file;
  expect({ source, substitutions }).toEqual({
    source: { file: "order.asl.yaml", text: "StartAt: Charge\n" },
    substitutions: { Stage: "dev" },
  });
  expect((await tree()).root).toMatchObject({ type: "object" });
});

test("a file is read once", () => {
  const file = template();
  expect(file.neighbour("../order.asl.yaml")).toBe(file.neighbour("../order.asl.yaml"));
  expect(file.tree()).toBe(file.tree());
});

test.each([
  { name: "no.asl.yaml", want: { problem: "does not exist" } },
  { name: "..", want: { problem: "is a folder" } },
  { name: "../../etc/passwd", want: { problem: "leads out of the project, and is not read", hint: "Files are read from /shop only." } },
  { name: "/etc/passwd", want: { problem: "leads out of the project, and is not read", hint: "Files are read from /shop only." } },
])("$name is a problem", ({ name, want }) => {
  expect(template().neighbour(name)).toEqual(want);
});

test.each([{ name: "order\0.asl.json" }, { name: `${"o".repeat(5000)}.asl.json` }])(
  "a name that no disk takes is a file that is not there",
  ({ name }) => {
    const file = carrierFile({ files: diskFiles, substitutions: {} }, `${import.meta.dirname}/template.yaml`, {
      file: "template.yaml",
      text: "",
    });
    expect(file.neighbour(name)).toEqual({ problem: "does not exist" });
  },
);
