import { expect, test } from "vitest";
import { moveLast } from "../../../src/lib/source/move-last.ts";
import { memberOf, valueOf } from "../../../src/lib/source/node.ts";
import { parseText } from "../../../src/lib/source/parse-text.ts";
import { applyEdits } from "../../../src/lib/source/text-edit.ts";

test.each([
  {
    name: "in JSON, commas stay where they are",
    file: "order.asl.json",
    text: '{"Catch": [{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["CardDeclined"]},\n  {"ErrorEquals": ["States.Timeout"]}]}',
    want: '{"Catch": [{"ErrorEquals": ["CardDeclined"]}, {"ErrorEquals": ["States.Timeout"]},\n  {"ErrorEquals": ["States.ALL"]}]}',
  },
  {
    name: "in YAML, dashes and blank lines stay, and an item brings what is said inside it",
    file: "order.asl.yaml",
    text: "Catch:\n  - ErrorEquals: [States.ALL]\n    # undo\n    Next: Refund\n\n  - ErrorEquals: [CardDeclined]\n    Next: Failed\nEnd: true\n",
    want: "Catch:\n  - ErrorEquals: [CardDeclined]\n    Next: Failed\n\n  - ErrorEquals: [States.ALL]\n    # undo\n    Next: Refund\nEnd: true\n",
  },
  {
    name: "in YAML, an item brings the comments above it and beside its end",
    file: "order.asl.yaml",
    text: "Catch: # in this order\n  # whatever\n  # it is\n  - ErrorEquals: [States.ALL]\n    Next: Refund # give back\n    # that was all\n# of the bank\n  - ErrorEquals: [CardDeclined] # no money\n    Next: Failed",
    want: "Catch: # in this order\n# of the bank\n  - ErrorEquals: [CardDeclined] # no money\n    Next: Failed\n    # that was all\n  # whatever\n  # it is\n  - ErrorEquals: [States.ALL]\n    Next: Refund # give back",
  },
  {
    name: "in YAML with the line ends of Windows",
    file: "order.asl.yaml",
    text: "Catch:\r\n# all\r\n- ErrorEquals: [States.ALL]\r\n  Next: Refund\r\n# one\r\n- {ErrorEquals: [CardDeclined], Next: Failed}\r\n",
    want: "Catch:\r\n# one\r\n- {ErrorEquals: [CardDeclined], Next: Failed}\r\n# all\r\n- ErrorEquals: [States.ALL]\r\n  Next: Refund\r\n",
  },
])("the first item becomes the last: $name", async ({ file, text, want }) => {
  const { root } = await parseText({ file, text });
  const array = memberOf(root, "Catch")?.value;
  const first = array?.type === "array" ? array.items[0] : undefined;
  if (array?.type !== "array" || first === undefined) throw new Error("There is no Catch");
  const result = applyEdits(text, moveLast(text, array, first) ?? []);
  expect(result).toBe(want);
  const { root: now } = await parseText({ file, text: result });
  const items = array.items.map(valueOf);
  expect(valueOf(memberOf(now, "Catch")?.value ?? array)).toEqual([...items.slice(1), items[0]]);
});

test.each([
  { name: "the last item", index: 1 },
  { name: "what is not an item", index: undefined },
])("$name cannot be moved", async ({ index }) => {
  const text = '{"Catch": [{}, {}]}';
  const { root } = await parseText({ file: "order.asl.json", text });
  const array = memberOf(root, "Catch")?.value;
  if (array?.type !== "array") throw new Error("There is no Catch");
  const span = index === undefined ? { start: 0, end: 1 } : array.items[index];
  expect(moveLast(text, array, span ?? { start: 0, end: 0 })).toBeUndefined();
});
