import { deadErrorName } from "../../../src/lib/rules/dead-error-name.ts";
import { caught, functionArn, goodSaga, integrations } from "./good-saga.ts";
import type { RuleCase } from "./rule-cases.ts";
import { ruleCases } from "./rule-cases.ts";

const { publish, putItem, sendToken, startExecution } = integrations;
const sdkPutItem = { ...putItem, Resource: "arn:aws:states:::aws-sdk:dynamodb:putItem" };
const invoke = { Resource: functionArn("process-order"), Parameters: {} };

/** A name in the Catch of the first step, and why it is dead there; null where it is not. */
const name = (error: string, task: object, why: string | null, hint = ""): RuleCase => ({
  name: why === null ? `${error} may be raised` : `${error}: ${why}`,
  definition: goodSaga({
    ProcessOrder: { ...task, Retry: undefined, Catch: [caught("UpdateOrderStatus", error), caught("UpdateOrderStatus")] },
  }),
  asl: "broken",
  want:
    why === null
      ? []
      : [
          {
            state: "ProcessOrder",
            at: `"${error}"`,
            severity: "warning",
            message: `The Catch of "ProcessOrder" names ${error}: ${why}`,
            hint,
          },
        ],
});

ruleCases(deadErrorName, [
  { name: "the good order saga names nothing that cannot happen", definition: goodSaga(), want: [] },
  name(
    "States.BranchFailed",
    invoke,
    "a Parallel fails with the error of its branch, never with this one",
    "Name the branch's errors, or States.ALL.",
  ),
  // asl/unknown-error-name tells of it.
  name("States.TimedOut", invoke, null),
  name("State.TaskFailed", invoke, "Step Functions has no such error", 'Did you mean "States.TaskFailed"?'),
  name("States.Http.StatusCode.503", { Resource: "arn:aws:states:::http:invoke", Parameters: {} }, null),
  name("States.HeartbeatTimeout", invoke, "the task has no HeartbeatSeconds to miss", "Give it HeartbeatSeconds, or remove the name."),
  name("States.HeartbeatTimeout", { ...invoke, HeartbeatSeconds: 5 }, null),
  name("SdkClientException", invoke, 'the Lambda service\'s errors begin with "Lambda."', "Write Lambda.SdkClientException."),
  name("ServiceException", invoke, null),
  name("OutOfStock", invoke, null),
  name("Lambda.ServiceException", invoke, null),
  name(
    "DynamoDB.ConditionalCheckFailedException",
    invoke,
    "the task calls a Lambda function, whose errors have the names of its exceptions",
    "Name the exception.",
  ),
  name(
    "Lambda.ServiceException",
    putItem,
    "the task does not call a Lambda function",
    "Name an error of the service, or States.TaskFailed.",
  ),
  name("Lambda.ResourceConflictException", { Resource: "arn:aws:states:::aws-sdk:lambda:deleteFunction", Parameters: {} }, null),
  name(
    "ConditionalCheckFailedException",
    putItem,
    'the errors of this integration begin with "DynamoDB."',
    "Write DynamoDB.ConditionalCheckFailedException.",
  ),
  name(
    "DynamoDb.ThrottlingException",
    putItem,
    'the errors of this integration begin with "DynamoDB."',
    "Write DynamoDB.ThrottlingException.",
  ),
  name("DynamoDb.ThrottlingException", sdkPutItem, null),
  name(
    "InternalServerException",
    { Resource: "arn:aws:states:::aws-sdk:comprehend:detectSentiment", Parameters: {} },
    "the errors of a service begin with its name and a dot",
    "Write the service's name before it, or States.TaskFailed.",
  ),
  name(
    "OrderExists",
    putItem,
    'the errors of this integration begin with "DynamoDB."',
    "Name an exception of the service, or States.TaskFailed.",
  ),
  name(
    "OrderUnclear",
    { Resource: "arn:aws:states:::aws-sdk:comprehend:detectSentiment", Parameters: {} },
    "the errors of a service begin with its name and a dot",
    "Name an exception of the service, or States.TaskFailed.",
  ),
  name(
    "OrderRefused",
    publish,
    "the task is done once the message is sent, so that no error of a receiver comes back",
    'Name an error of the service itself, which begins with "SNS."; or States.TaskFailed.',
  ),
  name(
    "Sns.InvalidParameterException",
    publish,
    'the errors of this integration begin with "SNS."',
    "Write SNS.InvalidParameterException.",
  ),
  name(
    "OrderExists",
    { Resource: "arn:aws:states:::http:invoke", Parameters: {} },
    'the call fails with "States.Http.StatusCode." and the status code of the answer',
    "Write States.Http.StatusCode.409, or whichever code means it.",
  ),
  name(
    "OrderExists",
    { Resource: "arn:aws:states:::apigateway:invoke", Parameters: {} },
    'the call fails with "ApiGateway." and the status code of the answer',
    "Write ApiGateway.409, or whichever code means it.",
  ),
  name(
    "OrderRefused",
    startExecution,
    "a nested execution that fails is States.TaskFailed here, and its own error stands in the Cause only",
    "Name States.TaskFailed, and tell the errors apart by their Cause.",
  ),
  name("StepFunctions.ExecutionAlreadyExistsException", startExecution, null),
  name(
    "OrderRefused",
    { Resource: "arn:aws:states:::ecs:runTask.sync", Parameters: {} },
    "a job that fails is States.TaskFailed here, and its own error stands in the Cause only",
    "Name States.TaskFailed, and tell the errors apart by their Cause.",
  ),
  name("Rejected", sendToken, null),
  name("Lambda.ServiceException", { Resource: "${ProcessOrder}" }, null),
  {
    name: "a name in a Retry is dead as well",
    definition: goodSaga({ ProcessOrder: { ...putItem, Retry: [{ ErrorEquals: ["ThrottlingException"] }] } }),
    want: [
      {
        state: "ProcessOrder",
        at: '"ThrottlingException"',
        message: 'The Retry of "ProcessOrder" names ThrottlingException: the errors of this integration begin with "DynamoDB."',
      },
    ],
  },
  {
    name: "no error comes to an entry behind one for States.TaskFailed",
    definition: goodSaga({
      ProcessOrder: {
        ...invoke,
        Retry: [{ ErrorEquals: ["States.TaskFailed"] }, { ErrorEquals: ["OrderRefused", "OrderTooLarge"], MaxAttempts: 0 }],
        Catch: [
          caught("UpdateOrderStatus", "States.TaskFailed"),
          caught("UpdateOrderStatus", "OrderRefused", "States.Timeout"),
          caught("UpdateOrderStatus"),
        ],
      },
    }),
    want: [
      {
        state: "ProcessOrder",
        at: '"OrderRefused"',
        severity: "warning",
        message:
          'The Retry of "ProcessOrder" names OrderRefused, OrderTooLarge: no error comes to this entry, since one before it takes States.TaskFailed',
        hint: "Put it before the entry for States.TaskFailed.",
      },
    ],
  },
  {
    name: "no error comes to the second entry for it",
    definition: goodSaga({
      ProcessOrder: {
        ...invoke,
        Retry: undefined,
        Catch: [caught("UpdateOrderStatus", "OrderRefused"), caught("UpdateOrderStatus", "OrderRefused"), caught("UpdateOrderStatus")],
      },
    }),
    want: [
      {
        state: "ProcessOrder",
        message: 'The Catch of "ProcessOrder" names OrderRefused: no error comes to this entry, since one before it takes OrderRefused',
        hint: "Keep one of the two.",
      },
    ],
  },
]);
