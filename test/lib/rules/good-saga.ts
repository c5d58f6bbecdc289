import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../test-io.ts";

const FILE = join(ROOT, "fixtures/good-order-saga/good-order.asl.json");

/** Fields to set in states of the good order saga; undefined takes a field, or a whole state, away. */
export type Changes = Readonly<Record<string, object | undefined>>;

/** The good order saga with a defect planted: what changes in its states, and in the machine itself. */
export function goodSaga(changes: Changes = {}, machine: object = {}): object {
  const good: { readonly States: Readonly<Record<string, object>> } = JSON.parse(readFileSync(FILE, "utf8"));
  const changed = Object.entries(changes).map(([name, fields]) => [name, fields && { ...good.States[name], ...fields }]);
  return { ...good, ...machine, States: { ...good.States, ...Object.fromEntries(changed) } };
}

/** A function's ARN, which tells what its task can raise. */
export function functionArn(name: string): string {
  return `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
}

/** A Catch with these names and target. */
export function caught(next: string, ...errors: readonly string[]): object {
  return { ErrorEquals: errors.length === 0 ? ["States.ALL"] : errors, ResultPath: "$.error", Next: next };
}

const topic = "arn:aws:sns:us-east-1:123456789012:orders";
const queue = "https://sqs.us-east-1.amazonaws.com/123456789012/orders";

interface Integration {
  readonly Resource: string;
  readonly Parameters: object;
}

/** Resource and Parameters of integrations, with what AWS wants of them. */
export const integrations: Readonly<Record<"publish" | "sendToken" | "putItem" | "deleteItem" | "startExecution", Integration>> = {
  publish: { Resource: "arn:aws:states:::sns:publish", Parameters: { TopicArn: topic, Message: "order" } },
  sendToken: {
    Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    Parameters: { QueueUrl: queue, MessageBody: { "token.$": "$$.Task.Token" } },
  },
  putItem: { Resource: "arn:aws:states:::dynamodb:putItem", Parameters: { TableName: "Orders", Item: { id: { "S.$": "$.order_id" } } } },
  deleteItem: {
    Resource: "arn:aws:states:::dynamodb:deleteItem",
    Parameters: { TableName: "Orders", Key: { id: { "S.$": "$.order_id" } } },
  },
  startExecution: {
    Resource: "arn:aws:states:::states:startExecution.sync:2",
    Parameters: { StateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:deliver", Input: { "order_id.$": "$.order_id" } },
  },
};
