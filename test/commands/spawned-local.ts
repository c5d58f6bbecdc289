import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ORDER_SAGA, ROOT } from "../test-io.ts";

/** `saga-cli local` in a process of its own. */
export interface SpawnedLocal {
  readonly child: ChildProcess;
  readonly endpoint: string;
  /** Of its tables. */
  readonly dynamoDbEndpoint: string;
  readonly call: (operation: string, body?: object) => Promise<Answer>;
  /** What stands at the endpoint: state machines and activities by name. */
  readonly resources: () => Promise<readonly string[]>;
  readonly stop: () => void;
}

/** Whatever an operation answers; tests compare what they need of it. */
// oxlint-disable-next-line typescript/no-explicit-any
type Answer = any;

/** The program under test; another build of it where the environment names one. */
export const PROGRAM: string = process.env["SAGA_CLI"] ?? join(ROOT, "bin/saga-cli.js");

/** Starts the server with the order saga's handlers and tables, on free ports. */
export async function spawnLocal(...argv: readonly string[]): Promise<SpawnedLocal> {
  const child = spawn(process.execPath, [PROGRAM, "local", "--port", "0", "--dynamodb-port", "0", ...argv], { cwd: ORDER_SAGA });
  let output = "";
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  await new Promise<void>((ready, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Ready.")) ready();
    });
    child.on("close", () => reject(new Error(`It ended: ${output}`)));
  });
  const [, endpoint = ""] = /^Step Functions: (\S+)$/m.exec(output) ?? [];
  const [, dynamoDbEndpoint = ""] = /^DynamoDB: (\S+)$/m.exec(output) ?? [];
  const call = async (operation: string, body: object = {}): Promise<Answer> => {
    const headers = { "X-Amz-Target": `AWSStepFunctions.${operation}` };
    return (await fetch(endpoint, { method: "POST", headers, body: JSON.stringify(body) })).json();
  };
  return {
    child,
    endpoint,
    dynamoDbEndpoint,
    call,
    async resources() {
      const { stateMachines } = await call("ListStateMachines");
      const { activities } = await call("ListActivities");
      return [...stateMachines, ...activities].map(({ name }) => name as string);
    },
    stop: () => void child.kill("SIGKILL"),
  };
}
