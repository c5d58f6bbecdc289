import { expect, it } from "vitest";
import { parseMachine } from "../../../src/lib/asl/parse-machine.ts";
import { readMachine } from "../../../src/lib/asl/read-machine.ts";
import { parseJson } from "../../../src/lib/source/parse-json.ts";
import { pay } from "./pay-machine.ts";

it("reads what parseMachine does, and the JSONata inside", async () => {
  const definition = pay({ Type: "Pass", Output: "{% order %}", Nxt: "Paid", Next: "Paid" }, { QueryLanguage: "JSONata" });
  const { source, root } = parseJson({ file: "order.asl.json", text: JSON.stringify(definition) });
  if (root === undefined) throw new Error("The definition is empty");
  const parsed = parseMachine({ source, root });
  const { machine, diagnostics } = await readMachine({ source, root });
  expect(machine).toEqual(parsed.machine);
  expect(diagnostics.map(({ code }) => code)).toEqual([...parsed.diagnostics.map(({ code }) => code), "asl/unsupported-jsonata"]);
});

it("reads no machine where there is none", async () => {
  const { source, root } = parseJson({ file: "order.asl.json", text: "[]" });
  if (root === undefined) throw new Error("The definition is empty");
  expect(await readMachine({ source, root })).toEqual(parseMachine({ source, root }));
});
