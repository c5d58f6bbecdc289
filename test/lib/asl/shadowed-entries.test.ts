import { expect, test } from "vitest";
import { shadowedEntries } from "../../../src/lib/asl/shadowed-entries.ts";

test.each<{ name: string; entries: readonly (readonly string[])[]; want: Readonly<Record<number, readonly string[]>> }>([
  { name: "entries for errors of their own are all asked", entries: [["CardDeclined"], ["OutOfStock"], ["States.ALL"]], want: {} },
  {
    name: "States.TaskFailed takes every error of a task",
    entries: [["States.TaskFailed"], ["CardDeclined", "SQS.AmazonSQSException", "States.Permissions"], ["States.ALL"]],
    want: { 1: ["States.TaskFailed"] },
  },
  {
    name: "States.TaskFailed takes no timeout",
    entries: [["States.TaskFailed"], ["States.Timeout"], ["States.HeartbeatTimeout"]],
    want: { 2: ["States.Timeout"] },
  },
  {
    name: "an entry is asked for the one name that nothing has taken",
    entries: [["States.TaskFailed"], ["CardDeclined", "States.Timeout"]],
    want: {},
  },
  {
    name: "a name may be taken by another entry each",
    entries: [["States.TaskFailed"], ["States.Timeout"], ["CardDeclined", "States.Timeout"]],
    want: { 2: ["States.TaskFailed", "States.Timeout"] },
  },
  { name: "the first entry for a name takes it", entries: [["CardDeclined", "OutOfStock"], ["OutOfStock"]], want: { 1: ["OutOfStock"] } },
  { name: "names of one entry do not stand in each other's way", entries: [["States.TaskFailed", "CardDeclined"]], want: {} },
  {
    name: "what nothing ever matches is not taken either",
    entries: [["States.TaskFailed"], ["States.Runtime"], ["States.Runtime"]],
    want: {},
  },
  {
    name: "whether States.TaskFailed takes a result that is too large is not known",
    entries: [["States.TaskFailed"], ["States.DataLimitExceeded"]],
    want: {},
  },
  { name: "a token may stand for a timeout", entries: [["States.TaskFailed"], ["${RefusedError}"]], want: {} },
  {
    name: "a token is the same error where it stands again",
    entries: [["${RefusedError}"], ["${RefusedError}"]],
    want: { 1: ["${RefusedError}"] },
  },
])("$name", ({ entries, want }) => {
  const written = entries.map((names) => ({ errorEquals: names.map((value) => ({ value, span: { start: 0, end: 0 } })) }));
  const shadowed = shadowedEntries(written);
  expect(Object.fromEntries(written.flatMap((entry, index) => (shadowed.has(entry) ? [[index, shadowed.get(entry)]] : [])))).toEqual(want);
});
