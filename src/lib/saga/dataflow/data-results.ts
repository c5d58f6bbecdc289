import type { Integration } from "../../asl/integration.ts";

const METADATA = ["SdkHttpMetadata", "SdkResponseMetadata"];
const ANSWERED = ["Headers", "ResponseBody", "StatusCode", "StatusText"];
const WRITTEN = ["Attributes", "ConsumedCapacity", "ItemCollectionMetrics", ...METADATA];

/** The fields of the answers of those optimised integrations that sagas write with; they are AWS's, whatever was called. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  "lambda:invoke": ["ExecutedVersion", "FunctionError", "LogResult", "Payload", "StatusCode", ...METADATA],
  "dynamodb:getItem": ["Item", "ConsumedCapacity", ...METADATA],
  "dynamodb:putItem": WRITTEN,
  "dynamodb:updateItem": WRITTEN,
  "dynamodb:deleteItem": WRITTEN,
  "sns:publish": ["MessageId", "SequenceNumber", ...METADATA],
  "sqs:sendMessage": [
    "MD5OfMessageAttributes",
    "MD5OfMessageBody",
    "MD5OfMessageSystemAttributes",
    "MessageId",
    "SequenceNumber",
    ...METADATA,
  ],
  "events:putEvents": ["Entries", "FailedEntryCount", ...METADATA],
  "apigateway:invoke": ANSWERED,
  "http:invoke": ANSWERED,
};

/**
 * The fields that a task's result can have; null where it can be anything, as a function called by its own ARN.
 * Sources: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html and the result shapes recorded on AWS;
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html#connect-api-gateway-output, and
 * https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html for what both call over HTTP.
 */
export function resultFields({ kind, service, action, pattern }: Integration): readonly string[] | null {
  const name = `${service}:${action}`;
  if (kind !== "service" || pattern !== "request-response" || !Object.hasOwn(FIELDS, name)) return null;
  return FIELDS[name] ?? null;
}
