/** What an optimized integration can do beyond a request and its response. */
export interface ServiceIntegration {
  /** `.sync` (and for startExecution `.sync:2`): of every action, of none, or of these. */
  readonly sync: boolean | readonly string[];
  /** `.waitForTaskToken`. */
  readonly token: boolean;
  /** The actions there are, with the parameters that AWS asks of each at creation; undefined where the service has many. */
  readonly actions?: Readonly<Record<string, readonly string[]>>;
  /** The parameters whose names AWS checks at any depth at creation, since none of them is the caller's own. */
  readonly shaped?: readonly string[];
  /** Of a parameter that is a list, what the service asks of each item when it is called, and refuses the item without. */
  readonly items?: Readonly<Record<string, readonly string[]>>;
  /** The name of the same service behind `aws-sdk:`, for the actions that this integration does not have. */
  readonly sdk?: string;
}

/** Every optimized integration: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html */
const SERVICES: Readonly<Record<string, ServiceIntegration>> = {
  apigateway: { sync: false, token: true, actions: { invoke: ["ApiEndpoint", "Method"] }, sdk: "apigateway" },
  athena: {
    sync: ["startQueryExecution"],
    token: false,
    actions: {
      startQueryExecution: ["QueryString"],
      stopQueryExecution: ["QueryExecutionId"],
      getQueryExecution: ["QueryExecutionId"],
      getQueryResults: ["QueryExecutionId"],
    },
    sdk: "athena",
  },
  batch: { sync: true, token: false, actions: { submitJob: ["JobName", "JobQueue", "JobDefinition"] }, sdk: "batch" },
  bedrock: { sync: true, token: true },
  "bedrock-agentcore": { sync: false, token: false },
  codebuild: {
    sync: ["startBuild", "startBuildBatch", "retryBuildBatch"],
    token: false,
    actions: {
      startBuild: [],
      stopBuild: [],
      batchDeleteBuilds: [],
      batchGetReports: [],
      startBuildBatch: [],
      stopBuildBatch: [],
      retryBuildBatch: [],
      deleteBuildBatch: [],
    },
    sdk: "codebuild",
  },
  databrew: { sync: true, token: false, actions: { startJobRun: [] }, sdk: "databrew" },
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
  ecs: {
    sync: true,
    token: true,
    actions: { runTask: ["TaskDefinition"] },
    shaped: ["CapacityProviderStrategy", "NetworkConfiguration", "Overrides", "PlacementConstraints", "PlacementStrategy", "Tags"],
    sdk: "ecs",
  },
  eks: { sync: true, token: true },
  elasticmapreduce: {
    sync: ["createCluster", "terminateCluster", "addStep"],
    token: false,
    actions: {
      createCluster: [],
      setClusterTerminationProtection: [],
      terminateCluster: [],
      addStep: [],
      cancelStep: [],
      modifyInstanceFleetByName: [],
      modifyInstanceGroupByName: [],
    },
    sdk: "emr",
  },
  "emr-containers": {
    sync: true,
    token: false,
    actions: { createVirtualCluster: [], deleteVirtualCluster: [], startJobRun: [] },
    sdk: "emrcontainers",
  },
  "emr-serverless": {
    sync: true,
    token: false,
    actions: { createApplication: [], startApplication: [], stopApplication: [], deleteApplication: [], startJobRun: [], cancelJobRun: [] },
    sdk: "emrserverless",
  },
  events: {
    sync: false,
    token: true,
    actions: { putEvents: ["Entries"] },
    // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html: an entry without one of these fails,
    // and https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html: so does the task, by EventBridge.FailedEntry.
    items: { Entries: ["Detail", "DetailType", "Source"] },
    sdk: "eventbridge",
  },
  glue: { sync: true, token: false, actions: { startJobRun: ["JobName"] }, sdk: "glue" },
  http: { sync: false, token: false, actions: { invoke: ["ApiEndpoint", "Method"] } },
  lambda: { sync: false, token: true, actions: { invoke: ["FunctionName"] }, sdk: "lambda" },
  mediaconvert: { sync: true, token: false, actions: { createJob: [] }, sdk: "mediaconvert" },
  sagemaker: {
    sync: [
      "createHyperParameterTuningJob",
      "createLabelingJob",
      "createProcessingJob",
      "createTrainingJob",
      "createTransformJob",
      // Not in the guide, but what public definitions wait for.
      "startPipelineExecution",
    ],
    token: false,
  },
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
