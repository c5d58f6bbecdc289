import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** `moto_server` in a process of its own: https://docs.getmoto.org/en/latest/docs/server_mode.html */
export interface MotoServer {
  readonly endpoint: string;
  /** Forgets everything, and makes an Orders table and an orders topic. It runs one execution after each. */
  readonly reset: () => Promise<void>;
  /** The ids of the orders that stand in the table. */
  readonly orders: () => Promise<readonly string[]>;
  readonly stop: () => void;
}

/** The program; undefined where it is not on the PATH. */
export const MOTO_SERVER: string | undefined = (process.env["PATH"] ?? "")
  .split(delimiter)
  .map((folder) => join(folder, "moto_server"))
  .find((file) => existsSync(file));

/** How long it may take to load, in looks of a tenth of a second. */
const LOOKS = 300;

/** Starts the program on a free port. */
export async function startMoto(program: string): Promise<MotoServer> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const child = spawn(program, ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  for (let look = 0; !(await isUp(endpoint)); look += 1) {
    if (look === LOOKS || child.exitCode !== null) throw new Error("moto_server does not start");
    await sleep(100);
  }
  const dynamodb = (operation: string, body: object): Promise<unknown> =>
    call(endpoint, "dynamodb", JSON.stringify(body), {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
    });
  return {
    endpoint,
    async reset() {
      await fetch(`${endpoint}/moto-api/reset`, { method: "POST" });
      const config = JSON.stringify({ stepfunctions: { execute_state_machine: true } });
      await fetch(`${endpoint}/moto-api/config`, { method: "POST", headers: { "content-type": "application/json" }, body: config });
      await dynamodb("CreateTable", {
        TableName: "Orders",
        KeySchema: [{ AttributeName: "order_id", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "order_id", AttributeType: "S" }],
        BillingMode: "PAY_PER_REQUEST",
      });
      await call(endpoint, "sns", "Action=CreateTopic&Name=orders", { "content-type": "application/x-www-form-urlencoded" });
    },
    async orders() {
      const { Items } = (await dynamodb("Scan", { TableName: "Orders" })) as { readonly Items: readonly { order_id: { S: string } }[] };
      return Items.map(({ order_id: { S: id } }) => id);
    },
    stop: () => void child.kill("SIGKILL"),
  };
}

/** Calls a service, which moto tells by the credential's scope; nobody checks the signature. */
async function call(endpoint: string, service: string, body: string, headers: Readonly<Record<string, string>>): Promise<unknown> {
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=test`;
  const answer = await fetch(endpoint, { method: "POST", headers: { ...headers, authorization }, body });
  if (!answer.ok) throw new Error(await answer.text());
  return headers["x-amz-target"] === undefined ? answer.text() : answer.json();
}

async function isUp(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/moto-api/`)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((found, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => found(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
