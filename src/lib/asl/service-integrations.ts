/** What an optimized integration can do beyond a request and its response. */
export interface ServiceIntegration {
  /** `.sync` (and for startExecution `.sync:2`). */
  readonly sync: boolean;
  /** `.waitForTaskToken`. */
  readonly token: boolean;
  /** The actions there are, with the parameters that AWS asks of each at creation; undefined where the service has many. */
  readonly actions?: Readonly<Record<string, readonly string[]>>;
  /** The name of the same service behind `aws-sdk:`, for the actions that this integration does not have. */
  readonly sdk?: string;
}

/** Every optimized integration: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html */
const SERVICES: Readonly<Record<string, ServiceIntegration>> = {
  apigateway: { sync: false, token: true, actions: { invoke: [] }, sdk: "apigateway" },
  athena: { sync: true, token: false },
  batch: { sync: true, token: false },
  bedrock: { sync: true, token: true },
  "bedrock-agentcore": { sync: false, token: false },
  codebuild: { sync: true, token: false },
  databrew: { sync: true, token: false },
  dynamodb: {
    sync: false,
    token: false,
    actions: {
      getItem: ["TableName", "Key"],
      putItem: ["TableName", "Item"],
      updateItem: ["TableName", "Key"],
      deleteItem: ["TableName", "Key"],
    },
    sdk: "dynamodb",
  },
  ecs: { sync: true, token: true, actions: { runTask: ["TaskDefinition"] }, sdk: "ecs" },
  eks: { sync: true, token: true },
  elasticmapreduce: { sync: true, token: false },
  "emr-containers": { sync: true, token: false },
  "emr-serverless": { sync: true, token: false },
  events: { sync: false, token: true, actions: { putEvents: ["Entries"] }, sdk: "eventbridge" },
  glue: { sync: true, token: false },
  http: { sync: false, token: false, actions: { invoke: [] } },
  lambda: { sync: false, token: true, actions: { invoke: ["FunctionName"] }, sdk: "lambda" },
  mediaconvert: { sync: true, token: false },
  sagemaker: { sync: true, token: false },
  sns: { sync: false, token: true, actions: { publish: ["Message"] }, sdk: "sns" },
  sqs: { sync: false, token: true, actions: { sendMessage: ["QueueUrl", "MessageBody"] }, sdk: "sqs" },
  states: { sync: true, token: true, actions: { startExecution: ["StateMachineArn"] }, sdk: "sfn" },
};

/** An SDK integration calls any action, and waits for a token at most. */
const SDK: ServiceIntegration = { sync: false, token: true };

/** The integration of a service by its name in a Resource (`sqs`, `aws-sdk:s3`); undefined where there is none. */
export function serviceIntegration(service: string): ServiceIntegration | undefined {
  if (service.startsWith("aws-sdk:")) return SDK;
  return Object.hasOwn(SERVICES, service) ? SERVICES[service] : undefined;
}

/** The names of all optimized integrations. */
export const SERVICE_NAMES: readonly string[] = Object.keys(SERVICES);
