import { expect, test } from "vitest";
import { misnamedTasks } from "../../../src/lib/runs/misnamed-tasks.ts";
import { resolveMachine } from "../../../src/lib/runs/machine/resolve-machine.ts";
import { memoryFiles } from "../../memory-files.ts";

const DEFINITION = `{ "StartAt": "ChargeCard", "States": {
  "ChargeCard": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge-cards", "Next": "ShipOrder" },
  "ShipOrder": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:ship", "End": true } } }`;

test.each([
  { name: "a near name of the state", task: "ChargeCrad", want: [{ task: "ChargeCrad", state: "ChargeCard" }] },
  { name: "the name of its function", task: "charge-cards", want: [] },
  { name: "the name of another state", task: "ShipOrder", want: [] },
  { name: "a name that is near none", task: "RefundPayment", want: [] },
])("a task under $name may be meant for a state that is simulated: $want", async ({ task, want }) => {
  const tasks = `tasks: { ${task}: { return: {} } }\n`;
  for (const config of [tasks, `machines: { order: { definition: order.asl.json, ${tasks.trim()} } }\n`]) {
    const files = memoryFiles({ "/shop/order.asl.json": DEFINITION, "/shop/saga.config.yaml": config });
    const resolved = await resolveMachine(files, "/shop", { target: "order.asl.json" });
    expect(misnamedTasks(resolved, ["ChargeCard"])).toEqual(want);
  }
});
