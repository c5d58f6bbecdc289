import { beforeAll, expect, test } from "vitest";
import { diskFiles } from "../../../src/lib/runs/disk-files.ts";
import type { ResolvedMachine } from "../../../src/lib/runs/machine/resolve-machine.ts";
import { resolveMachine } from "../../../src/lib/runs/machine/resolve-machine.ts";
import { mayBeNamed } from "../../../src/lib/suite/may-be-named.ts";
import { ROOT } from "../../test-io.ts";
import { matrixOf } from "./matrix-of.ts";

const GOOD = "fixtures/good-order-saga/good-order.asl.json";

let order: ResolvedMachine;
beforeAll(async () => {
  order = await resolveMachine(diskFiles, ROOT, { target: GOOD });
});

test.each([
  { text: "gift-order: ", want: false },
  { text: "good-order: ReserveStock", want: false },
  { text: "good-order: no fault", want: true },
  { text: "ProcessPayment:States.Timeout@after + ProcessRefund", want: true },
  { text: "ProcessPayment:States.Timeout + BookHotel", want: false },
  { text: "States.HeartbeatTimeout", want: false },
])("the text $text may be in a case's name: $want", ({ text, want }) => {
  expect(mayBeNamed(order, text)).toBe(want);
});

test("it is never no where a case has such a name", async () => {
  const { results } = await matrixOf(GOOD, { late: true, depth: 2 });
  expect(results.filter(({ machine, name }) => !mayBeNamed(order, `${machine}: ${name}`))).toEqual([]);
});
