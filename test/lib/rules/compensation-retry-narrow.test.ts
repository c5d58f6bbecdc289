import { compensationRetryNarrow } from "../../../src/lib/rules/compensation-retry-narrow.ts";
import { goodSaga, integrations } from "./good-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const retry = (...errors: readonly string[]): object => ({ Retry: [{ ErrorEquals: errors, MaxAttempts: 3 }] });

ruleCases(compensationRetryNarrow, [
  { name: "a Retry of States.ALL misses nothing", definition: goodSaga(), want: [] },
  {
    name: "a Retry of some Lambda errors misses throttling and crashes",
    definition: goodSaga({
      ProcessRefund: retry(
        "Lambda.ClientExecutionTimeoutException",
        "Lambda.ServiceException",
        "Lambda.AWSLambdaException",
        "Lambda.SdkClientException",
      ),
    }),
    want: [
      {
        state: "ProcessRefund",
        severity: "info",
        message:
          '"ProcessRefund" is not tried again after Lambda.TooManyRequestsException, Lambda.Unknown, Sandbox.Timedout, which may pass',
      },
    ],
  },
  {
    name: "States.TaskFailed covers the errors of a function",
    definition: goodSaga({ ProcessRefund: retry("States.TaskFailed") }),
    want: [],
  },
  {
    name: "a Retry of one error of a service misses most of them",
    definition: goodSaga({ ProcessRefund: { ...integrations.deleteItem, ...retry("DynamoDB.ThrottlingException") } }),
    want: [{ state: "ProcessRefund", message: '"ProcessRefund" is not tried again after most errors of its service, which may pass' }],
  },
  {
    name: "an error that an earlier retrier gives up on is missed",
    definition: goodSaga({
      ProcessRefund: { Retry: [{ ErrorEquals: ["Lambda.Unknown"], MaxAttempts: 0 }, { ErrorEquals: ["States.ALL"] }] },
    }),
    want: [{ state: "ProcessRefund", message: '"ProcessRefund" is not tried again after Lambda.Unknown, which may pass' }],
  },
  { name: "no Retry at all is another rule's", definition: goodSaga({ ProcessRefund: { Retry: undefined } }), want: [] },
]);
