import { devNull } from "node:os";
import { expect, test } from "vitest";
import { embeddedAddress } from "../../../src/lib/data/dynamodb-address.ts";
import { handlerEnvironment } from "../../../src/lib/tasks/handler-environment.ts";

const FIXED = {
  AWS_REGION: "us-east-1",
  AWS_DEFAULT_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "embedded",
  AWS_SECRET_ACCESS_KEY: "embedded",
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
};

test("handlers get the run's DynamoDB and its tables' names, and of the person's environment only what programs need to run", () => {
  const person = {
    PATH: "/usr/bin",
    HOME: "/home/ann",
    STRIPE_KEY: "sk_live",
    AWS_PROFILE: "prod",
    AWS_SECRET_ACCESS_KEY: "real",
    AWS_SESSION_TOKEN: "real",
  };
  const tables = {
    Orders: { key: ["order_id"], types: {}, env: "ORDERS_TABLE", items: [] },
    Payments: { key: ["order_id"], types: {}, items: [] },
  } as const;
  expect(handlerEnvironment(person, embeddedAddress("http://127.0.0.1:8000"), tables, {})).toEqual({
    ...FIXED,
    PATH: "/usr/bin",
    HOME: "/home/ann",
    ORDERS_TABLE: "Orders",
    AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:8000",
  });
});

test("without a DynamoDB no endpoint is named", () => {
  expect(handlerEnvironment({}, undefined, {}, {})).toEqual(FIXED);
});

test("a DynamoDB of the person's own is asked with the keys that were meant for it", () => {
  const address = {
    endpoint: "http://127.0.0.1:8000",
    region: "ap-northeast-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local", sessionToken: "token" },
    embedded: false,
  };
  expect(handlerEnvironment({}, address, {}, {})).toEqual({
    ...FIXED,
    AWS_REGION: "ap-northeast-1",
    AWS_DEFAULT_REGION: "ap-northeast-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_SESSION_TOKEN: "token",
    AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:8000",
  });
});

test("variables that are configured come with it, but for those that lead to AWS", () => {
  const configured = { TOPIC_ARN: "arn:aws:sns:us-east-1:123456789012:orders", PATH: "/opt/bin", AWS_SECRET_ACCESS_KEY: "real" };
  expect(handlerEnvironment({ PATH: "/usr/bin" }, undefined, {}, configured)).toEqual({
    ...FIXED,
    TOPIC_ARN: "arn:aws:sns:us-east-1:123456789012:orders",
    PATH: "/opt/bin",
  });
});
