import type { Stack, StackResource } from "./read-stack.ts";

/** Where a stack stands, as its ARN says. */
interface Home {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** The attributes that the physical id of a resource tells, by name. */
type Attributes = (id: string, home: Home) => Readonly<Record<string, string>>;

const arnIn = ({ partition, region, account }: Home, service: string, resource: string): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;
const lastPart = (text: string): string => text.slice(Math.max(text.lastIndexOf(":"), text.lastIndexOf("/")) + 1);

const table: Attributes = (id, home) => ({ Arn: arnIn(home, "dynamodb", `table/${id}`) });

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html; what an id does not tell (the path of a role) is left out. */
const ATTRIBUTES: Readonly<Record<string, Attributes>> = {
  "AWS::DynamoDB::GlobalTable": table,
  "AWS::DynamoDB::Table": table,
  "AWS::ECS::Cluster": (id, home) => ({ Arn: arnIn(home, "ecs", `cluster/${id}`) }),
  "AWS::Events::EventBus": (id, home) => ({ Name: id, Arn: arnIn(home, "events", `event-bus/${id}`) }),
  "AWS::Lambda::Function": (id, home) => ({ Arn: arnIn(home, "lambda", `function:${id}`) }),
  "AWS::S3::Bucket": (id, { partition }) => ({ Arn: `arn:${partition}:s3:::${id}` }),
  "AWS::SNS::Topic": (id) => ({ TopicArn: id, TopicName: lastPart(id) }),
  // Known by its URL.
  "AWS::SQS::Queue": (id, home) => ({ QueueUrl: id, QueueName: lastPart(id), Arn: arnIn(home, "sqs", lastPart(id)) }),
  "AWS::StepFunctions::Activity": (id) => ({ Arn: id, Name: lastPart(id) }),
  "AWS::StepFunctions::StateMachine": (id) => ({ Arn: id, Name: lastPart(id) }),
};

/** Values for the tokens of a stack's template: what `Ref` and attributes of its resources give, parameters, outputs and pseudo parameters. */
export function stackSubstitutions({ arn, name, resources, parameters, outputs }: Stack): Readonly<Record<string, string>> {
  const [, partition = "aws", , region = "", account = ""] = arn.split(":");
  const home = { partition, region, account };
  const suffix = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return {
    ...outputs,
    ...parameters,
    ...Object.fromEntries(resources.flatMap((resource) => resourceValues(resource, home))),
    "AWS::AccountId": account,
    "AWS::Partition": partition,
    "AWS::Region": region,
    "AWS::StackId": arn,
    "AWS::StackName": name,
    "AWS::URLSuffix": suffix,
  };
}

function resourceValues({ logicalId, physicalId, type }: StackResource, home: Home): readonly (readonly [string, string])[] {
  const attributes = Object.hasOwn(ATTRIBUTES, type) ? (ATTRIBUTES[type]?.(physicalId, home) ?? {}) : {};
  return [[logicalId, physicalId], ...Object.entries(attributes).map(([key, value]) => [`${logicalId}.${key}`, value] as const)];
}
