import { once } from "node:events";
import type { Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { CallError } from "../../../../src/lib/targets/endpoint/describe-failure.ts";
import type { Endpoint } from "../../../../src/lib/targets/endpoint/endpoint.ts";
import { openSfnClient } from "../../../../src/lib/targets/endpoint/sfn-client.ts";

vi.setConfig({ testTimeout: 30_000 });

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** An endpoint that answers each call with the next of these, and the last one for ever. */
async function endpointThat(...answers: readonly ((response: ServerResponse) => void)[]): Promise<Endpoint> {
  let asked = 0;
  const server = createServer((request, response) => {
    const answer = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    request.resume();
    request.on("end", () => answer?.(response));
  });
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return at(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

const at = (url: string | undefined, more: Partial<Endpoint> = {}): Endpoint => ({ url, region: "us-east-1", profile: undefined, ...more });

const refuse =
  (type: string, message = "", status = 400) =>
  (response: ServerResponse) => {
    response.writeHead(status, { "Content-Type": "application/x-amz-json-1.0", "x-amzn-RequestId": "request-1" });
    response.end(JSON.stringify({ __type: type, message }));
  };
const fine = (response: ServerResponse): void => refuse("", "", 200)(response);
const text = (body: string) => (response: ServerResponse) => void response.end(body);

async function failure(endpoint: Endpoint): Promise<unknown> {
  const client = await openSfnClient(endpoint, { env: {} });
  try {
    return await client.call("ListStateMachines", {});
  } catch (error) {
    if (!(error instanceof CallError)) return error;
    const { code, exitCode, message, hint } = error;
    return { code, exitCode, message: message.replace(/:\d+/, ":PORT"), hint };
  } finally {
    client.close();
  }
}

const WHERE = "http://127.0.0.1:PORT";

describe("what an endpoint says against a call becomes", () => {
  test.each([
    {
      name: "an expired token",
      answer: refuse("ExpiredTokenException", "The security token included in the request is expired"),
      want: {
        code: "ExpiredTokenException",
        message: "The AWS credentials have expired",
        hint: expect.stringContaining("aws sso login") as unknown,
      },
    },
    {
      name: "a denied action, which is named",
      answer: refuse(
        "com.amazon.coral.service#AccessDeniedException",
        "User: arn:aws:iam::1:user/x is not authorized to perform: states:ListStateMachines on resource: *",
      ),
      want: {
        code: "AccessDeniedException",
        message: expect.stringMatching(/^Access denied to states:ListStateMachines: User/) as unknown,
        hint: "Allow the IAM action states:ListStateMachines.",
      },
    },
    {
      name: "a denied action of another service",
      answer: refuse("AccessDeniedException", "User: x is not authorized to perform: iam:PassRole on resource: y"),
      want: { code: "AccessDeniedException", message: expect.any(String) as unknown, hint: "Allow the IAM action iam:PassRole." },
    },
    {
      name: "a role that Step Functions may not assume",
      answer: refuse(
        "AccessDeniedException",
        "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.",
      ),
      want: {
        code: "AccessDeniedException",
        message: expect.any(String) as unknown,
        hint: "Let the role trust states.amazonaws.com: allow it sts:AssumeRole in the role's trust policy.",
      },
    },
    {
      name: "a machine that it does not know",
      answer: refuse("StateMachineDoesNotExist", "State Machine Does Not Exist: 'order'"),
      want: {
        code: "StateMachineDoesNotExist",
        message: `${WHERE} refuses ListStateMachines: StateMachineDoesNotExist: State Machine Does Not Exist: 'order'`,
        hint: "Check the name, --region and --endpoint-url.",
      },
    },
    {
      name: "wrong keys",
      answer: refuse("UnrecognizedClientException", "The security token included in the request is invalid."),
      want: {
        code: "UnrecognizedClientException",
        message: `${WHERE} does not accept the AWS credentials (UnrecognizedClientException)`,
        hint: expect.any(String) as unknown,
      },
    },
    {
      name: "whatever else it refuses",
      answer: refuse("InvalidArn", "Invalid Arn: 'order'"),
      want: { code: "InvalidArn", message: `${WHERE} refuses ListStateMachines: InvalidArn: Invalid Arn: 'order'`, hint: undefined },
    },
    {
      name: "a connection that breaks off every time",
      answer: (response: ServerResponse) => void response.destroy(),
      want: {
        code: "ECONNRESET",
        message: `${WHERE} cannot be reached: socket hang up`,
        hint: "Check the network, and repeat the command.",
      },
    },
    {
      name: "a page of another service",
      answer: text("<html>Welcome</html>"),
      want: {
        code: "SyntaxError",
        message: `${WHERE} gives an answer to ListStateMachines that is not of the Step Functions API`,
        hint: "Check --endpoint-url.",
      },
    },
  ])("$name", async ({ answer, want }) => {
    expect(await failure(await endpointThat(answer))).toEqual({ exitCode: 3, ...want });
  });
});

describe("what stands before an endpoint is said", () => {
  test.each([
    {
      name: "nobody listens",
      endpoint: at("http://127.0.0.1:1"),
      code: "ECONNREFUSED",
      message: "http://127.0.0.1:PORT refuses the connection",
    },
    { name: "no region", endpoint: at(undefined, { region: undefined }), code: "RegionMissing", message: "No AWS region is set" },
    {
      name: "a region that is none",
      endpoint: at(undefined, { region: "the moon" }),
      code: "RegionWrong",
      message: '"the moon" is not an AWS region',
    },
    { name: "a URL that is none", endpoint: at("nonsense"), code: "ERR_INVALID_URL", message: '"nonsense" is not a URL' },
  ])("$name", async ({ endpoint, code, message }) => {
    vi.stubEnv("AWS_CONFIG_FILE", "/dev/null").stubEnv("AWS_REGION", undefined).stubEnv("AWS_DEFAULT_REGION", undefined);
    vi.stubEnv("AWS_ACCESS_KEY_ID", "key").stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
    expect(await failure(endpoint)).toMatchObject({ code, message, exitCode: 3, hint: expect.any(String) as unknown });
    vi.unstubAllEnvs();
  });

  test("no credentials", async () => {
    vi.stubEnv("AWS_CONFIG_FILE", "/dev/null")
      .stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
      .stubEnv("AWS_EC2_METADATA_DISABLED", "true");
    vi.stubEnv("AWS_ACCESS_KEY_ID", undefined).stubEnv("AWS_SECRET_ACCESS_KEY", undefined);
    expect(await failure(at(undefined, { profile: "nobody" }))).toMatchObject({
      code: "CredentialsProviderError",
      message: 'No AWS credentials were found for the profile "nobody"',
      exitCode: 3,
    });
    vi.unstubAllEnvs();
  });
});

describe("a call goes through after", () => {
  test.each([
    { name: "throttling", answer: refuse("ThrottlingException") },
    { name: "an error of the server", answer: refuse("InternalFailure", "", 500) },
    { name: "half an answer", answer: text('{"stateMach') },
    { name: "a reset", answer: (response: ServerResponse) => void response.destroy() },
  ])("$name", async ({ answer }) => {
    const client = await openSfnClient(await endpointThat(answer, answer, fine), { env: {} });
    expect(await client.call("ListStateMachines", {})).toMatchObject({ __type: "" });
    client.close();
  });
});

test("a server on this machine that ends is given up at once", async () => {
  const endpoint = await endpointThat(fine);
  const client = await openSfnClient(endpoint, { env: {} });
  await client.call("ListStateMachines", {});
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  }
  const from = performance.now();
  await expect(client.call("ListStateMachines", {})).rejects.toMatchObject({ code: "ECONNREFUSED", exitCode: 3 });
  expect(performance.now() - from).toBeLessThan(2000);
  client.close();
});

test("a server on this machine that is in trouble for long is asked ten times", async () => {
  let asked = 0;
  const troubled = await endpointThat((response) => {
    asked += 1;
    refuse("ThrottlingException")(response);
  });
  expect(await failure(troubled)).toMatchObject({ code: "ThrottlingException", exitCode: 3 });
  expect(asked).toBe(10);
});

test("a call that must not be asked twice is asked once", async () => {
  const client = await openSfnClient(await endpointThat(refuse("InternalFailure", "", 500), fine), { env: {} });
  const input = { activityArn: "arn:aws:states:us-east-1:123456789012:activity:pack" };
  await expect(client.call("GetActivityTask", input, { once: true })).rejects.toThrow("fails at GetActivityTask (HTTP 500)");
  client.close();
});

test("an answer that does not come in time ends the call", async () => {
  const client = await openSfnClient(await endpointThat(() => {}), { env: {} });
  const call = client.call("ListStateMachines", {}, { once: true, timeoutMs: 50 });
  await expect(call).rejects.toMatchObject({ code: "ETIMEDOUT", exitCode: 3 });
  client.close();
});

test("debug lines name calls and requests, and nothing that was sent", async () => {
  const lines: string[] = [];
  const endpoint = await endpointThat(refuse("InvalidName", "Invalid Name: 'secret'"));
  const client = await openSfnClient(endpoint, { env: {}, onDebug: (line) => void lines.push(line) });
  await client.call("StartExecution", { stateMachineArn: "arn:secret", input: '{"card":"secret"}' }).catch(() => {});
  expect(lines).toEqual(["StartExecution status=400 attempts=1 request-id=request-1 error=InvalidName"]);
  client.close();
});
