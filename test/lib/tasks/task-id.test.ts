import { expect, test } from "vitest";
import { taskUuid } from "../../../src/lib/tasks/task-id.ts";
import { PROCESS_ORDER, taskRequest } from "./task-request.ts";

test("the same task gets the same id again; another task, purpose or execution another one", () => {
  const request = taskRequest(PROCESS_ORDER);
  const ids = [
    taskUuid(request, "request"),
    taskUuid({ ...request, id: 2 }, "request"),
    taskUuid(request, "message"),
    taskUuid({ ...request, executionArn: `${request.executionArn}0` }, "request"),
  ];
  expect(taskUuid({ ...request }, "request")).toBe(ids[0]);
  expect(new Set(ids).size).toBe(4);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
