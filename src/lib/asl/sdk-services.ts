/** Services by the names that people know from IAM or the API, and those that the AWS SDK for Java gives them. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  "cognito-identity": "cognitoidentity",
  "cognito-idp": "cognitoidentityprovider",
  elasticmapreduce: "emr",
  email: "ses",
  events: "eventbridge",
  logs: "cloudwatchlogs",
  monitoring: "cloudwatch",
  states: "sfn",
  stepfunctions: "sfn",
};

/**
 * How a service behind `aws-sdk:` has to be written where AWS does not know this name: small letters and digits, as in the AWS SDK for Java.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export function sdkServiceName(name: string): string {
  return Object.hasOwn(OTHER_NAMES, name) ? (OTHER_NAMES[name] ?? name) : name.toLowerCase().replaceAll(/[^a-z\d]/g, "");
}
