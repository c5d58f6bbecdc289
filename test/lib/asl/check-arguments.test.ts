import { describe, expect, it } from "vitest";
import type { DiagnosticsCase } from "./pay-machine.ts";
import { LAMBDA, pay, shown } from "./pay-machine.ts";

const call = (action: string, more: object = {}): object =>
  pay({ Type: "Task", Resource: `arn:aws:states:::${action}`, Next: "Paid", ...more });

describe("the arguments of a service integration", () => {
  it.each<DiagnosticsCase>([
    { name: "that are not there", definition: call("sns:publish"), want: ["4:5: sns:publish needs Parameters. At least: Message."] },
    {
      name: "that are not there, though the call could do without",
      definition: call("aws-sdk:s3:listBuckets"),
      want: ["4:5: aws-sdk:s3:listBuckets needs Parameters. An empty object says that there are none."],
    },
    {
      name: "that are not there in JSONata",
      definition: { QueryLanguage: "JSONata", ...call("batch:submitJob.sync") },
      want: ["5:5: batch:submitJob needs Arguments. At least: JobName, JobQueue, JobDefinition."],
    },
    { name: "that are none", definition: call("aws-sdk:s3:listBuckets", { Parameters: {} }), want: [] },
    {
      name: "that lack a field",
      definition: call("sqs:sendMessage", { Parameters: { "QueueUrl.$": "$.queue" } }),
      want: ["8:21: sqs:sendMessage needs the field MessageBody in Parameters"],
    },
    {
      name: "that lack a field in JSONata",
      definition: { QueryLanguage: "JSONata", ...call("events:putEvents", { Arguments: {} }) },
      want: ["9:20: events:putEvents needs the field Entries in Arguments"],
    },
    {
      name: "that JSONata computes",
      definition: { QueryLanguage: "JSONata", ...call("events:putEvents", { Arguments: "{% $states.input %}" }) },
      want: [],
    },
    {
      name: "that hold what they must",
      definition: call("dynamodb:putItem", { Parameters: { TableName: "Orders", "Item.$": "$.order" } }),
      want: [],
    },
    {
      name: "that are in the other query language",
      definition: call("sns:publish", { Arguments: {} }),
      want: ["8:7: Arguments does not exist in JSONPath states"],
    },
    {
      name: "that begin with small letters",
      definition: call("aws-sdk:s3:getObject", { Parameters: { bucket: "orders", "key.$": "$.key", "${More}": 1 } }),
      want: [
        '9:9: aws-sdk:s3:getObject has no parameter "bucket": their names begin with a capital letter. Write "Bucket".',
        '10:9: aws-sdk:s3:getObject has no parameter "key.$": their names begin with a capital letter. Write "Key.$".',
      ],
    },
    {
      name: "that begin with an acronym, as the service's own API has them",
      definition: call("aws-sdk:rds:stopDBInstance", {
        Parameters: { "DBInstanceIdentifier.$": "$.db", DBSnapshotIdentifier: "night", KMSKeyId: "key", TTL: 1 },
      }),
      want: [
        ["DBInstanceIdentifier.$", "DbInstanceIdentifier.$"],
        ["DBSnapshotIdentifier", "DbSnapshotIdentifier"],
        ["KMSKeyId", "KmsKeyId"],
        ["TTL", "Ttl"],
      ].map(
        ([key, right], index) =>
          `${9 + index}:9: aws-sdk:rds:stopDBInstance has no parameter "${key}": names are those of the AWS SDK for Java there. Write "${right}".`,
      ),
    },
    {
      name: "that begin with a letter, a number or an acronym as a word, or have one further on",
      definition: call("aws-sdk:ec2:runInstances", {
        Parameters: { S3Key: "a", VCpuCount: 1, IPv6Native: true, IpAddress: "a", MaxDBs: 1, SourceDBInstanceArn: "a" },
      }),
      want: [],
    },
    {
      name: "that begin with an acronym in an integration of its own",
      definition: call("dynamodb:putItem", {
        Parameters: { TableName: "Orders", Item: { id: { S: "o-1" }, paid: { BOOL: true } }, TTL: 1 },
      }),
      want: [],
    },
    {
      name: "that begin with small letters inside of one whose shape is the API's",
      definition: call("ecs:runTask.sync", {
        Parameters: {
          TaskDefinition: "report",
          NetworkConfiguration: { awsvpcConfiguration: { "Subnets.$": "$.subnets" } },
          Overrides: { ContainerOverrides: [{ Name: "report", environment: [{ Name: "order", "Value.$": "$.order" }] }] },
        },
      }),
      want: [
        '11:11: ecs:runTask has no parameter "awsvpcConfiguration": their names begin with a capital letter. Write "AwsvpcConfiguration".',
        '19:15: ecs:runTask has no parameter "environment": their names begin with a capital letter. Write "Environment".',
      ],
    },
    {
      name: "that a template hides inside of another",
      definition: call("ecs:runTask", { Parameters: { TaskDefinition: "report", Overrides: { "Fn::If": [{ small: 1 }] } } }),
      want: [],
    },
    {
      name: "that hold names of the caller's own",
      definition: call("lambda:invoke", { Parameters: { FunctionName: LAMBDA, Payload: { order: { id: "o-1" } } } }),
      want: [],
    },
    {
      name: "whose items lack what the service refuses them without",
      definition: call("events:putEvents", {
        Parameters: { Entries: [{ Source: "orders", "Detail-Type.$": "$.type", "Detail.$": "$" }, "${Entry}", { "Fn::If": [] }] },
      }),
      want: [
        '10:11: events:putEvents fails each time: an item of its Entries needs the field DetailType. Write "DetailType" for "Detail-Type".',
      ],
    },
    {
      name: "whose items hold what they must",
      definition: call("events:putEvents", {
        Parameters: { Entries: [{ Source: "orders", DetailType: "OrderPlaced", Detail: { "order.$": "$.order" } }] },
      }),
      want: [],
    },
    {
      name: "whose items are computed",
      definition: call("events:putEvents", { Parameters: { "Entries.$": "$.entries" } }),
      want: [],
    },
    { name: "that a template hides", definition: call("dynamodb:putItem", { Parameters: { "Fn::Sub": "${Item}" } }), want: [] },
  ])("$name", ({ definition, want }) => {
    expect(shown(definition)).toEqual(want);
  });
});

describe("the task token of a call that waits for it", () => {
  const approve = (more: object): object => call("lambda:invoke.waitForTaskToken", more);
  const lost = "passes its task token to nobody, so nobody can answer";

  it.each<DiagnosticsCase>([
    {
      name: "is missed where nothing passes it on",
      definition: approve({ Parameters: { FunctionName: LAMBDA, "Payload.$": "$" } }),
      want: [`8:21: lambda:invoke ${lost}. Pass "token.$": "$$.Task.Token" on.`],
    },
    {
      name: "is missed in JSONata",
      definition: { QueryLanguage: "JSONata", ...approve({ Arguments: { FunctionName: LAMBDA, Payload: "{% $states.input %}" } }) },
      want: [`9:20: lambda:invoke ${lost}. Pass "{% $states.context.Task.Token %}" on.`],
    },
    { name: "is passed", definition: approve({ Parameters: { FunctionName: LAMBDA, Payload: { "token.$": "$$.Task.Token" } } }), want: [] },
    {
      name: "is passed in a function",
      definition: approve({
        Parameters: { FunctionName: LAMBDA, Payload: ["{}"], "ClientContext.$": "States.Format('{}', $$.Task.Token)" },
      }),
      want: [],
    },
    {
      name: "is passed in JSONata",
      definition: {
        QueryLanguage: "JSONata",
        ...approve({ Arguments: { FunctionName: LAMBDA, Payload: "{% ($c := $states.context; $c.Task.Token) %}" } }),
      },
      want: [],
    },
    {
      name: "comes with the input",
      definition: approve({ InputPath: "$$", Parameters: { FunctionName: LAMBDA, "Payload.$": "$" } }),
      want: [],
    },
    { name: "may be behind a token", definition: approve({ Parameters: { FunctionName: LAMBDA, Payload: "${Payload}" } }), want: [] },
  ])("$name", ({ definition, want }) => {
    expect(shown(definition)).toEqual(want);
  });
});
