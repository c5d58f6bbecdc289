import { expect, test } from "vitest";
import { stackSubstitutions } from "../../../../src/lib/targets/endpoint/stack-substitutions.ts";

const stack = {
  arn: "arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/0a1b",
  name: "shop",
  resources: [],
  parameters: {},
  outputs: {},
};
const pseudo = {
  "AWS::AccountId": "111122223333",
  "AWS::Partition": "aws",
  "AWS::Region": "eu-west-1",
  "AWS::StackId": stack.arn,
  "AWS::StackName": "shop",
  "AWS::URLSuffix": "amazonaws.com",
};

test.each([
  { type: "AWS::DynamoDB::Table", id: "orders-1A", want: { Arn: "arn:aws:dynamodb:eu-west-1:111122223333:table/orders-1A" } },
  { type: "AWS::ECS::Cluster", id: "ship-1A", want: { Arn: "arn:aws:ecs:eu-west-1:111122223333:cluster/ship-1A" } },
  { type: "AWS::Events::EventBus", id: "orders", want: { Arn: "arn:aws:events:eu-west-1:111122223333:event-bus/orders", Name: "orders" } },
  { type: "AWS::Lambda::Function", id: "charge-1A", want: { Arn: "arn:aws:lambda:eu-west-1:111122223333:function:charge-1A" } },
  { type: "AWS::S3::Bucket", id: "invoices", want: { Arn: "arn:aws:s3:::invoices" } },
  {
    type: "AWS::SNS::Topic",
    id: "arn:aws:sns:eu-west-1:111122223333:orders",
    want: { TopicArn: "arn:aws:sns:eu-west-1:111122223333:orders", TopicName: "orders" },
  },
  {
    type: "AWS::SQS::Queue",
    id: "https://sqs.eu-west-1.amazonaws.com/111122223333/orders",
    want: {
      Arn: "arn:aws:sqs:eu-west-1:111122223333:orders",
      QueueName: "orders",
      QueueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/orders",
    },
  },
  {
    type: "AWS::StepFunctions::StateMachine",
    id: "arn:aws:states:eu-west-1:111122223333:stateMachine:ship",
    want: { Arn: "arn:aws:states:eu-west-1:111122223333:stateMachine:ship", Name: "ship" },
  },
  { type: "AWS::IAM::Role", id: "order-role", want: {} },
  { type: "constructor", id: "1", want: {} },
])("the id of $type gives its Ref and the attributes that follow from it", ({ type, id, want }) => {
  const attributes = Object.fromEntries(Object.entries(want).map(([name, value]) => [`Thing.${name}`, value]));
  expect(stackSubstitutions({ ...stack, resources: [{ logicalId: "Thing", physicalId: id, type }] })).toEqual({
    ...pseudo,
    Thing: id,
    ...attributes,
  });
});

test("a resource comes before a parameter, and that before an output of its name", () => {
  const resources = [{ logicalId: "Orders", physicalId: "orders-1A", type: "AWS::Logs::LogGroup" }];
  const values = { parameters: { Orders: "parameter", Stage: "parameter" }, outputs: { Orders: "output", Stage: "output", Url: "output" } };
  expect(stackSubstitutions({ ...stack, ...values, resources })).toEqual({
    ...pseudo,
    Orders: "orders-1A",
    Stage: "parameter",
    Url: "output",
  });
});
