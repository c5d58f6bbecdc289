// A 10-Pass execution over HTTP, from StartExecution until DescribeExecution says SUCCEEDED, against a bare round trip to the same server.
import { spawn } from "node:child_process";
import { Agent, request } from "node:http";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { measurePairs } from "./pairs.js";

const PROGRAM = join(import.meta.dirname, "../bin/saga-cli.js");
const states = Array.from({ length: 10 }, (_, index) => [
  `P${index}`,
  { Type: "Pass", ...(index === 9 ? { End: true } : { Next: `P${index + 1}` }) },
]);
const definition = JSON.stringify({ StartAt: "P0", States: Object.fromEntries(states) });

/** One figure, in ms. */
export async function* server(pairs) {
  const program = spawn(process.execPath, [PROGRAM, "local", "--port", "0", "--dynamodb-port", "0", "--time", "virtual"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const agent = new Agent({ keepAlive: true });
  try {
    const call = caller(agent, await endpointOf(program));
    const roleArn = "arn:aws:iam::123456789012:role/bench";
    const { stateMachineArn } = await call("CreateStateMachine", { name: "ten-passes", definition, roleArn });
    const execute = async () => {
      const { executionArn } = await call("StartExecution", { stateMachineArn });
      while ((await call("DescribeExecution", { executionArn })).status === "RUNNING");
    };
    const bare = () => call("Nothing", {});
    for (let i = 0; i < 200; i += 1) await (i % 2 === 0 ? execute() : bare());
    const figures = await measurePairs(pairs, timeOf(execute, 50), timeOf(bare, 50));
    yield { name: "10-Pass execution over HTTP", target: "at most", limit: 20, unit: "ms", ...figures };
  } finally {
    agent.destroy();
    program.kill();
  }
}

/** The address on the line that names the Step Functions API. */
async function endpointOf(program) {
  for await (const line of createInterface(program.stdout)) {
    const address = /Step Functions: (\S+)/.exec(line)?.[1];
    if (address) return address;
  }
  throw new Error("the server ended before it was ready");
}

function caller(agent, endpoint) {
  return (action, body) =>
    new Promise((resolve, reject) => {
      const headers = { "Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": `AWSStepFunctions.${action}` };
      request(endpoint, { method: "POST", agent, headers }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk) => (text += chunk));
        response.on("end", () => resolve(JSON.parse(text)));
      })
        .on("error", reject)
        .end(JSON.stringify(body));
    });
}

function timeOf(work, times) {
  return async () => {
    const start = performance.now();
    for (let i = 0; i < times; i += 1) await work();
    return (performance.now() - start) / times;
  };
}
