import { expect, test } from "vitest";
import { callsHttp, httpAnswer, httpOutcome } from "../../../src/lib/tasks/http-answer.ts";
import { taskRequest } from "./task-request.ts";

test.each([
  ["http:invoke", true],
  ["lambda:invoke", false],
])("%s calls an endpoint: %s", (action, want) => {
  expect(callsHttp(taskRequest(`arn:aws:states:::${action}`))).toBe(want);
});

test.each([
  {
    name: "a plain result is the body",
    result: { charged: true },
    want: { type: "succeeded", output: { Headers: {}, ResponseBody: { charged: true }, StatusCode: 200, StatusText: "OK" } },
  },
  {
    name: "a result with a status is the whole answer",
    result: { StatusCode: 201, ResponseBody: "created" },
    want: { type: "succeeded", output: { StatusCode: 201, ResponseBody: "created" } },
  },
  {
    name: "a status from 400 on is a failure named after it",
    result: { StatusCode: 402, ResponseBody: { reason: "no credit" } },
    want: { type: "failed", error: "States.Http.StatusCode.402", cause: '{"reason":"no credit"}' },
  },
  {
    name: "text is the cause as it is",
    result: { StatusCode: 503, ResponseBody: "try later" },
    want: { type: "failed", error: "States.Http.StatusCode.503", cause: "try later" },
  },
])("$name", ({ result, want }) => {
  expect(httpOutcome(httpAnswer(result))).toEqual(want);
});
