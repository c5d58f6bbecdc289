import { describe, expect, test } from "vitest";
import { endpointOf, isLoopback } from "../../../../src/lib/targets/endpoint/endpoint.ts";

const nothing = { url: undefined, region: undefined, profile: undefined };

describe("an endpoint is chosen by", () => {
  const env = {
    AWS_ENDPOINT_URL_SFN: "http://sfn",
    AWS_ENDPOINT_URL: "http://all",
    AWS_REGION: "eu-west-1",
    AWS_DEFAULT_REGION: "eu-west-2",
    AWS_PROFILE: "env",
  };
  const config = { endpointUrl: "http://config", region: "eu-west-3", profile: "config" };
  test.each([
    { name: "nothing", flags: {}, env: {}, config: {}, want: nothing },
    {
      name: "flags before all",
      flags: { endpointUrl: "http://flag", region: "us-east-1", profile: "flag" },
      env,
      config,
      want: { url: "http://flag", region: "us-east-1", profile: "flag" },
    },
    {
      name: "--target local",
      flags: { target: "local" },
      env: {},
      config,
      want: { url: "http://127.0.0.1:8083", region: "eu-west-3", profile: "config" },
    },
    {
      name: "the environment before the config",
      flags: { target: "aws" },
      env,
      config,
      want: { url: "http://sfn", region: "eu-west-1", profile: "env" },
    },
    {
      name: "the config",
      flags: { target: "aws" },
      env: { AWS_REGION: "" },
      config,
      want: { url: "http://config", region: "eu-west-3", profile: "config" },
    },
  ])("$name", ({ flags, env, config, want }) => {
    expect(endpointOf(flags, env, config)).toEqual(want);
  });
});

test.each([
  { url: undefined, want: false },
  { url: "nonsense", want: false },
  { url: "http://127.0.0.1:8083", want: true },
  { url: "http://127.8.8.8", want: true },
  { url: "http://localhost:4566", want: true },
  { url: "http://sfn.localhost:4566", want: true },
  { url: "http://[::1]:8083", want: true },
  { url: "https://states.us-east-1.amazonaws.com", want: false },
  { url: "http://localhost.example.com", want: false },
  { url: "http://127.0.0.1.example.com", want: false },
  { url: "http://10.0.0.1", want: false },
])("$url is this machine: $want", ({ url, want }) => {
  expect(isLoopback({ url })).toBe(want);
});
