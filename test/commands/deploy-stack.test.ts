import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { memoryFiles } from "../memory-files.ts";
import type { CommandResult } from "../test-io.ts";
import { runCommand } from "../test-io.ts";
import type { FakeEndpoint, FakeOperation } from "./fake-endpoint.ts";
import { fakeEndpoint } from "./fake-endpoint.ts";
import { SHOP } from "./stock-saga.ts";

const ARN = "arn:aws:states:eu-west-1:111122223333:stateMachine:OrderSaga";

let endpoint: FakeEndpoint;
let created: Readonly<Record<string, unknown>>;
beforeEach(() => {
  created = {};
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await endpoint.close();
});

const xml = (operation: string, result: string): string =>
  `<${operation}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${operation}Result>${result}</${operation}Result></${operation}Response>`;

const resource = (logicalId: string, type: string, physicalId: string): string =>
  `<member><LogicalResourceId>${logicalId}</LogicalResourceId><ResourceType>${type}</ResourceType>
   <PhysicalResourceId>${physicalId}</PhysicalResourceId><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>`;

const pages = [
  xml(
    "ListStackResources",
    `<StackResourceSummaries>${[
      resource("ChargeFunction", "AWS::Lambda::Function", "shop-ChargeFunction-1A"),
      resource("OrderTable", "AWS::DynamoDB::Table", "shop-OrderTable-2B"),
    ].join("")}</StackResourceSummaries><NextToken>more</NextToken>`,
  ),
  xml(
    "ListStackResources",
    `<StackResourceSummaries>${[
      resource("ReviewQueue", "AWS::SQS::Queue", "https://sqs.eu-west-1.amazonaws.com/111122223333/shop-review"),
      resource("OrderTopic", "AWS::SNS::Topic", "arn:aws:sns:eu-west-1:111122223333:shop-orders"),
      "<member><LogicalResourceId>Failed</LogicalResourceId><ResourceType>AWS::SNS::Topic</ResourceType></member>",
    ].join("")}</StackResourceSummaries>`,
  ),
];

const stack = xml(
  "DescribeStacks",
  `<Stacks><member><StackId>arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/0a1b</StackId><StackName>shop</StackName>
   <Parameters>
     <member><ParameterKey>Attempts</ParameterKey><ParameterValue>5</ParameterValue></member>
     <member><ParameterKey>BankUrl</ParameterKey><ParameterValue>/shop/bank-url</ParameterValue><ResolvedValue>https://bank.example</ResolvedValue></member>
     <member><ParameterKey>BankKey</ParameterKey><ParameterValue>****</ParameterValue></member>
   </Parameters>
   <Outputs>
     <member><OutputKey>BankConnection</OutputKey><OutputValue>arn:aws:events:eu-west-1:111122223333:connection/bank</OutputValue></member>
     <member><OutputKey>OrderTable</OutputKey><OutputValue>an output, not the table</OutputValue></member>
   </Outputs>
   </member></Stacks>`,
);

const operations: Readonly<Record<string, FakeOperation>> = {
  DescribeStacks: () => ({ body: stack }),
  ListStackResources: ({ NextToken }) => ({ body: pages[NextToken === "more" ? 1 : 0] ?? "" }),
  ListStateMachines: () => ({ body: { stateMachines: [] } }),
  CreateStateMachine(request) {
    created = request;
    return { body: { stateMachineArn: ARN, creationDate: 1 } };
  },
  DescribeStateMachine: () => ({ body: { ...created, status: "ACTIVE" } }),
};

/** A template whose definition takes what the stack has, in every way that people write it. */
const template = `
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Parameters:
  Attempts: { Type: Number, Default: 2 }
  BankUrl: { Type: "AWS::SSM::Parameter::Value<String>" }
Resources:
  ChargeFunction: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs20.x } }
  OrderTable: { Type: AWS::DynamoDB::Table, Properties: {} }
  ReviewQueue: { Type: AWS::SQS::Queue, Properties: {} }
  OrderTopic: { Type: AWS::SNS::Topic, Properties: {} }
  OrderSaga:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionSubstitutions: { Charge: !GetAtt ChargeFunction.Arn }
      Definition:
        StartAt: ChargeCard
        States:
          ChargeCard:
            Type: Task
            Resource: "\${Charge}"
            TimeoutSeconds: 10
            Parameters:
              Table: !Ref OrderTable
              TableArn: !Sub "\${OrderTable.Arn}"
              Queue: !GetAtt ReviewQueue.Arn
              QueueUrl: !Ref ReviewQueue
              Topic: !Ref OrderTopic
              Bank: !Ref BankUrl
              Connection: "\${BankConnection}"
              Stack: !Ref AWS::StackName
              Region: !Sub "\${AWS::Region}"
            Retry: [{ ErrorEquals: [Lambda.TooManyRequestsException], MaxAttempts: !Ref Attempts }]
            End: true
`;

async function deploy(
  flags: readonly string[],
  changes: Readonly<Record<string, FakeOperation>> = {},
  text = template,
): Promise<CommandResult> {
  endpoint = await fakeEndpoint({ ...operations, ...changes });
  const argv = [
    "deploy",
    "template.yaml",
    "--endpoint-url",
    `http://127.0.0.1:${endpoint.port}`,
    "--region",
    "eu-west-1",
    "--no-lint",
    ...flags,
  ];
  return runCommand(argv, { cwd: SHOP, files: memoryFiles({ [`${SHOP}/template.yaml`]: text }) });
}

describe("--stack", () => {
  test("gives resources, attributes, parameters, outputs and pseudo parameters their values", async () => {
    expect(await deploy(["--stack", "shop"])).toMatchObject({ exitCode: 0, stderr: "" });
    const { definition } = created as { readonly definition: string };
    expect(JSON.parse(definition)).toMatchObject({
      States: {
        ChargeCard: {
          Resource: "arn:aws:lambda:eu-west-1:111122223333:function:shop-ChargeFunction-1A",
          Parameters: {
            Table: "shop-OrderTable-2B",
            TableArn: "arn:aws:dynamodb:eu-west-1:111122223333:table/shop-OrderTable-2B",
            Queue: "arn:aws:sqs:eu-west-1:111122223333:shop-review",
            QueueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/shop-review",
            Topic: "arn:aws:sns:eu-west-1:111122223333:shop-orders",
            Bank: "https://bank.example",
            Connection: "arn:aws:events:eu-west-1:111122223333:connection/bank",
            Stack: "shop",
            Region: "eu-west-1",
          },
          Retry: [{ ErrorEquals: ["Lambda.TooManyRequestsException"], MaxAttempts: 5 }],
        },
      },
    });
  });

  test("comes after the command line", async () => {
    await deploy(["--stack", "shop", "--substitution", "BankUrl=https://bank.test"]);
    expect(created["definition"]).toContain("https://bank.test");
  });

  test("does not tell secrets: they are tokens without a value", async () => {
    const text = template.replace("!Ref BankUrl", '"${BankKey}"');
    expect(await deploy(["--stack", "shop"], {}, text)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^error: template\.yaml:\d+:\d+: Nothing gives \$\{BankKey\} a value/) as string,
    });
  });

  test("is not asked where nobody names one", async () => {
    const { exitCode, stderr } = await deploy([]);
    expect({ exitCode, calls: endpoint.calls() }).toEqual({ exitCode: 2, calls: [] });
    expect(stderr).toContain("Nothing gives ${AWS::Region} a value");
  });

  test("of a name that there is not is told as that", async () => {
    const missing = {
      status: 400,
      body: "<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id shop does not exist</Message></Error></ErrorResponse>",
    };
    expect(await deploy(["--stack", "shop"], { DescribeStacks: () => missing })).toMatchObject({
      exitCode: 3,
      stderr: ["error: The stack cannot be read: Stack with id shop does not exist", "  Check --stack, --region and the account.", ""].join(
        "\n",
      ),
    });
  });

  test("that may not be read names the IAM action", async () => {
    const denied = {
      status: 403,
      body: "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>",
    };
    expect(await deploy(["--stack", "shop"], { ListStackResources: () => denied })).toMatchObject({
      exitCode: 3,
      stderr: "error: Access denied to cloudformation:ListStackResources: no\n  Allow the IAM action cloudformation:ListStackResources.\n",
    });
  });

  test("that nobody there can tell of is asked for elsewhere", async () => {
    expect(await deploy(["--stack", "shop"], { DescribeStacks: () => ({ status: 400, body: "no such action" }) })).toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(
        /gives an answer to DescribeStacks that is not of AWS's API \(cloudformation\)\n {2}AWS_ENDPOINT_URL_CLOUDFORMATION names another/,
      ) as unknown,
    });
  });

  test("is asked for at the address that the environment names for CloudFormation", async () => {
    const other = await fakeEndpoint(operations);
    endpoint = await fakeEndpoint({ ...operations, DescribeStacks: () => ({ status: 500, body: "<no/>" }) });
    const argv = ["deploy", "template.yaml", "--endpoint-url", `http://127.0.0.1:${endpoint.port}`, "--stack", "shop", "--no-lint"];
    const env = { AWS_ENDPOINT_URL_CLOUDFORMATION: `http://127.0.0.1:${other.port}` };
    expect(await runCommand(argv, { cwd: SHOP, env, files: memoryFiles({ [`${SHOP}/template.yaml`]: template }) })).toMatchObject({
      exitCode: 0,
    });
    expect(other.calls()).toEqual(["DescribeStacks", "ListStackResources", "ListStackResources"]);
    await other.close();
  });
});
