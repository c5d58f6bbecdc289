import { describe, expect, it } from "vitest";
import type { DiagnosticsCase } from "./pay-machine.ts";
import { LAMBDA, pay, shown } from "./pay-machine.ts";

const ARN_HINT = "It is the ARN of a Lambda function or an activity, or arn:aws:states:::service:action.";
const call = (action: string, more: object = {}): object =>
  pay({ Type: "Task", Resource: `arn:aws:states:::${action}`, Next: "Paid", ...more });
const job = (action: string): object => call(action, { Parameters: {} });

describe("the Resource of a Task", () => {
  it.each<DiagnosticsCase>([
    {
      name: "that is no ARN",
      definition: pay({ Type: "Task", Resource: "charge-card", Next: "Paid" }),
      want: [`6:19: "charge-card" is no resource that a Task can call. ${ARN_HINT}`],
    },
    {
      name: "that is the ARN of something else",
      definition: pay({ Type: "Task", Resource: "arn:aws:sqs:us-east-1:123456789012:orders", Next: "Paid" }),
      want: [`6:19: "arn:aws:sqs:us-east-1:123456789012:orders" is no resource that a Task can call. ${ARN_HINT}`],
    },
    {
      name: "that is a part of an ARN only",
      definition: pay({ Type: "Task", Resource: "payments:function:charge", Next: "Paid" }),
      want: [`6:19: "payments:function:charge" is no resource that a Task can call. ${ARN_HINT}`],
    },
    {
      name: "that is the ARN of an activity without a name",
      definition: pay({ Type: "Task", Resource: "arn:aws:states:us-east-1:123456789012:activity:", Next: "Paid" }),
      want: [`6:19: "arn:aws:states:us-east-1:123456789012:activity:" is no resource that a Task can call. ${ARN_HINT}`],
    },
    {
      name: "of a service that does not exist",
      definition: job("dynamo:putItem"),
      want: [
        '6:19: Step Functions has no optimized integration "dynamo". Did you mean "dynamodb"? Every other service is called as aws-sdk:dynamo:putItem.',
      ],
    },
    {
      name: "of a service that only the SDK calls",
      definition: job("ssm:getParameter"),
      want: ['6:19: Step Functions has no optimized integration "ssm". Every other service is called as aws-sdk:ssm:getParameter.'],
    },
    {
      name: "of a service that the SDK calls by another name",
      definition: job("cognito-idp:AdminDeleteUser"),
      want: [
        '6:19: Step Functions has no optimized integration "cognito-idp". Every other service is called as aws-sdk:cognitoidentityprovider:adminDeleteUser.',
      ],
    },
    {
      name: "with an action that does not exist",
      definition: job("dynamodb:query"),
      want: [
        '6:19: The optimized integration dynamodb has no action "query". Known: getItem, putItem, updateItem, deleteItem. Every other action is called as aws-sdk:dynamodb:query.',
      ],
    },
    {
      name: "with an action that only the SDK has",
      definition: job("glue:startCrawler"),
      want: [
        '6:19: The optimized integration glue has no action "startCrawler". Known: startJobRun. Every other action is called as aws-sdk:glue:startCrawler.',
      ],
    },
    {
      name: "with an action that every object of JavaScript has",
      definition: job("sns:constructor"),
      want: [
        '6:19: The optimized integration sns has no action "constructor". Known: publish. Every other action is called as aws-sdk:sns:constructor.',
      ],
    },
    {
      name: "that waits for a job where there is none",
      definition: call("lambda:invoke.sync", { Parameters: { FunctionName: LAMBDA } }),
      want: ["6:19: lambda:invoke does not know the pattern .sync. Call lambda:invoke without it."],
    },
    {
      name: "that waits for a job where the service has some, but not this action",
      definition: job("elasticmapreduce:cancelStep.sync"),
      want: ["6:19: elasticmapreduce:cancelStep does not know the pattern .sync. Call elasticmapreduce:cancelStep without it."],
    },
    {
      name: "that waits for an endpoint, which is no job",
      definition: job("sagemaker:createEndpoint.sync"),
      want: ["6:19: sagemaker:createEndpoint does not know the pattern .sync. Call sagemaker:createEndpoint without it."],
    },
    {
      name: "that waits for a build to stop",
      definition: job("codebuild:stopBuild.sync"),
      want: ["6:19: codebuild:stopBuild does not know the pattern .sync. Call codebuild:stopBuild without it."],
    },
    {
      name: "that asks CodeBuild what only the SDK does",
      definition: job("codebuild:listProjects"),
      want: [
        '6:19: The optimized integration codebuild has no action "listProjects". Known: startBuild, stopBuild, batchDeleteBuilds, batchGetReports, startBuildBatch, stopBuildBatch, retryBuildBatch, deleteBuildBatch. Every other action is called as aws-sdk:codebuild:listProjects.',
      ],
    },
    {
      name: "that waits for a job of a service where not every action is one",
      definition: call("athena:startQueryExecution.sync", { Parameters: { QueryString: "SELECT 1" } }),
      want: [],
    },
    {
      name: "that waits for a token where none comes",
      definition: call("glue:startJobRun.waitForTaskToken", { Parameters: { JobName: "report" } }),
      want: ["6:19: glue:startJobRun does not know the pattern .waitForTaskToken. Call glue:startJobRun without it."],
    },
    {
      name: "with a version of .sync that only startExecution has",
      definition: job("ecs:runTask.sync:2"),
      want: [
        "6:19: ecs:runTask does not know the pattern .sync:2. Call ecs:runTask without it.",
        "8:21: ecs:runTask needs the field TaskDefinition in Parameters",
      ],
    },
    {
      name: "of the SDK with .sync",
      definition: job("aws-sdk:batch:submitJob.sync"),
      want: ["6:19: aws-sdk:batch:submitJob does not know the pattern .sync. Call aws-sdk:batch:submitJob without it."],
    },
    {
      name: "of the SDK with a token",
      definition: call("aws-sdk:dynamodb:putItem.waitForTaskToken", { Parameters: { "Item.$": "States.StringToJson($$.Task.Token)" } }),
      want: [],
    },
    {
      name: "of the SDK in the case of its own API",
      definition: job("aws-sdk:S3:GetObject"),
      want: [
        "6:19: aws-sdk:S3:GetObject is no action: services have the SDK's names in small letters, and actions begin with one. Write aws-sdk:s3:getObject.",
      ],
    },
    {
      name: "of the SDK by the name that IAM has for the service",
      definition: job("aws-sdk:cognito-idp:adminGetUser"),
      want: [
        "6:19: aws-sdk:cognito-idp:adminGetUser is no action: services have the SDK's names in small letters, and actions begin with one. Write aws-sdk:cognitoidentityprovider:adminGetUser.",
      ],
    },
    {
      name: "of the SDK by a name with hyphens, which none has",
      definition: job("aws-sdk:api-gateway:getStage"),
      want: [
        "6:19: aws-sdk:api-gateway:getStage is no action: services have the SDK's names in small letters, and actions begin with one. Write aws-sdk:apigateway:getStage.",
      ],
    },
    {
      name: "of an optimized integration in another case",
      definition: call("Lambda:invoke", { Parameters: { FunctionName: LAMBDA } }),
      want: [
        "6:19: Lambda:invoke is no action: services have the SDK's names in small letters, and actions begin with one. Write lambda:invoke.",
      ],
    },
    {
      name: "of the SDK without an action",
      definition: job("aws-sdk:s3"),
      want: [
        '6:19: "arn:aws:states:::aws-sdk:s3" is no resource that a Task can call. Name the service and the action, as aws-sdk:s3:getObject.',
      ],
    },
    {
      name: "with a pattern that does not exist",
      definition: job("sqs:sendMessage.waitForTasktoken"),
      want: ['6:19: There is no integration pattern .waitForTasktoken. Did you mean "waitForTaskToken"?'],
    },
    {
      name: "with an action of a service that the SDK calls by another name",
      definition: job("states:stopExecution"),
      want: [
        '6:19: The optimized integration states has no action "stopExecution". Did you mean "startExecution"? Every other action is called as aws-sdk:sfn:stopExecution.',
      ],
    },
    {
      name: "that is a state machine",
      definition: pay({ Type: "Task", Resource: "arn:aws:states:us-east-1:123456789012:stateMachine:refund", Next: "Paid" }),
      want: [
        '6:19: "arn:aws:states:us-east-1:123456789012:stateMachine:refund" is no resource that a Task can call. Start it by arn:aws:states:::states:startExecution, with its ARN as StateMachineArn.',
      ],
    },
    { name: "of the SDK that needs nothing", definition: job("aws-sdk:s3:listBuckets"), want: [] },
    { name: "that runs a job", definition: job("elasticmapreduce:createCluster.sync"), want: [] },
    { name: "that runs a training", definition: job("sagemaker:createTrainingJob.sync"), want: [] },
    { name: "that runs a pipeline of SageMaker", definition: job("sagemaker:startPipelineExecution.sync"), want: [] },
    { name: "that runs a batch of builds", definition: job("codebuild:retryBuildBatch.sync"), want: [] },
    {
      name: "that starts a nested saga",
      definition: call("states:startExecution.sync:2", { Parameters: { StateMachineArn: "${Saga}" } }),
      want: [],
    },
    {
      name: "that is an activity",
      definition: pay({ Type: "Task", Resource: "arn:aws:states:us-east-1:123456789012:activity:approve", Next: "Paid" }),
      want: [],
    },
    {
      name: "in another partition",
      definition: pay({
        Type: "Task",
        Resource: "arn:${AWS::Partition}:states:::elasticmapreduce:addStep.sync",
        Parameters: {},
        Next: "Paid",
      }),
      want: [],
    },
    { name: "that a template hides", definition: pay({ Type: "Task", Resource: "${ChargeCard}", Next: "Paid" }), want: [] },
  ])("$name", ({ definition, want }) => {
    expect(shown(definition)).toEqual(want);
  });
});
