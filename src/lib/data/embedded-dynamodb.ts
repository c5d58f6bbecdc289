import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { UserError } from "../base/user-error.ts";
import { lockDataDir } from "./data-dir.ts";
import type { DynamoDbAddress } from "./dynamodb-address.ts";
import { embeddedAddress } from "./dynamodb-address.ts";
import { EMBEDDED_ACTIONS, missingActionHint } from "./embedded-actions.ts";

/** A DynamoDB inside this process. */
export interface EmbeddedDynamoDb {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly address: DynamoDbAddress;
  /** Answers what has arrived, then closes the database; connections are cut. */
  close(): Promise<void>;
}

export interface EmbeddedDynamoDbOptions {
  /** Keeps the tables in this folder; in memory without it. */
  readonly dataDir?: string;
  /** Loopback port; any free one without it. */
  readonly port?: number;
}

const HOST = "127.0.0.1";

/** Starts it on loopback; a folder or port that cannot be used is a UserError. Written items survive even a killed process. */
export async function startEmbeddedDynamoDb(options: EmbeddedDynamoDbOptions = {}): Promise<EmbeddedDynamoDb> {
  const dataDir = options.dataDir === undefined ? undefined : lockDataDir(options.dataDir);
  try {
    const { default: dynalite } = await import("dynalite");
    const immediately = { createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 };
    const server = dynalite({ ...immediately, ...(dataDir !== undefined && { path: dataDir.database }) });
    const front = putInFront(server);
    await listen(server, options.port ?? 0);
    const endpoint = `http://${HOST}:${(server.address() as AddressInfo).port}`;
    return {
      endpoint,
      address: embeddedAddress(endpoint),
      async close() {
        await front.idle();
        server.closeAllConnections();
        await new Promise((closed) => server.close(closed));
        dataDir?.release();
      },
    };
  } catch (error) {
    dataDir?.release();
    throw error;
  }
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, HOST);
  try {
    await once(server, "listening");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`The embedded DynamoDB cannot listen on port ${port}: ${why}`, "Name another port with --dynamodb-port.");
  }
}

/** Stands between the network and dynalite, which throws out of its callbacks where a client goes away or the database closes under it. */
function putInFront(server: Server): { idle(): Promise<void> } {
  const [answer] = server.listeners("request") as unknown as readonly RequestListener[];
  const open = new Set<ServerResponse>();
  let whenIdle: (() => void) | undefined;
  const settle = (response: ServerResponse): void => {
    open.delete(response);
    if (open.size === 0) whenIdle?.();
  };
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const action = missingAction(request);
    if (action !== undefined) return refuse(response, action);
    open.add(response);
    answer?.(request, response);
    // dynalite rethrows a broken connection; it also ends every response, even one that nobody reads any more.
    request.removeAllListeners("error").on("error", () => settle(response));
    const end = response.end.bind(response);
    response.end = (...body: readonly unknown[]): ServerResponse => {
      settle(response);
      return end(...(body as Parameters<typeof end>));
    };
  });
  return {
    idle: () => new Promise((idle) => (open.size === 0 ? idle() : (whenIdle = idle))),
  };
}

/** The action of a request that dynalite does not know, in camel case. */
function missingAction(request: IncomingMessage): string | undefined {
  const target = String(request.headers["x-amz-target"] ?? "").split(".")[1];
  if (target === undefined || target === "") return undefined;
  const action = target.charAt(0).toLowerCase() + target.slice(1);
  return EMBEDDED_ACTIONS.has(action) ? undefined : action;
}

function refuse(response: ServerResponse, action: string): void {
  response.writeHead(400, { "Content-Type": "application/x-amz-json-1.0" });
  const message = `The embedded DynamoDB does not have ${action}. ${missingActionHint}`;
  response.end(JSON.stringify({ __type: "com.amazon.coral.service#UnknownOperationException", message }));
}
