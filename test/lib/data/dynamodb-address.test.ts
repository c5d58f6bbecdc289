import { expect, test } from "vitest";
import { addressFromEnvironment } from "../../../src/lib/data/dynamodb-address.ts";

const ENDPOINT = "http://127.0.0.1:8000";

test.each([
  { name: "no endpoint means the embedded one", environment: {}, want: undefined },
  { name: "an empty endpoint is none", environment: { AWS_ENDPOINT_URL_DYNAMODB: "" }, want: undefined },
  {
    name: "without keys it is asked with dummy ones",
    environment: { AWS_ENDPOINT_URL_DYNAMODB: ENDPOINT },
    want: {
      endpoint: ENDPOINT,
      region: "us-east-1",
      credentials: { accessKeyId: "embedded", secretAccessKey: "embedded" },
      embedded: false,
    },
  },
  {
    name: "region and keys are those of the environment",
    environment: {
      AWS_ENDPOINT_URL_DYNAMODB: ENDPOINT,
      AWS_REGION: "ap-northeast-1",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_SESSION_TOKEN: "token",
    },
    want: {
      endpoint: ENDPOINT,
      region: "ap-northeast-1",
      credentials: { accessKeyId: "local", secretAccessKey: "secret", sessionToken: "token" },
      embedded: false,
    },
  },
])("$name", ({ environment, want }) => {
  expect(addressFromEnvironment(environment)).toEqual(want);
});
