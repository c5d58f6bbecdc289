import { once } from "node:events";
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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
  /** Settles when the database has loaded; requests may come before and wait for it. */
  readonly ready: Promise<void>;
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

/**
 * Starts it on loopback; a folder or port that cannot be used is a UserError. Written items survive even a killed process.
 * The address is known before the database has loaded, so that others can start with it meanwhile.
 */
export async function startEmbeddedDynamoDb(options: EmbeddedDynamoDbOptions = {}): Promise<EmbeddedDynamoDb> {
  const dataDir = options.dataDir === undefined ? undefined : lockDataDir(options.dataDir);
  try {
    const front = frontServer();
    await listen(front.server, options.port ?? 0);
    const database = loadDynalite(dataDir?.database);
    front.answerBy(database.then(requestListener));
    const endpoint = `http://${HOST}:${(front.server.address() as AddressInfo).port}`;
    return {
      endpoint,
      address: embeddedAddress(endpoint),
      ready: database.then(() => undefined),
      async close() {
        await front.idle();
        front.server.closeAllConnections();
        await closed(front.server);
        await closed(await database);
        dataDir?.release();
      },
    };
  } catch (error) {
    dataDir?.release();
    throw error;
  }
}

/** dynalite as a server that never listens: its database is behind its listener, and closes with it. */
async function loadDynalite(path: string | undefined): Promise<Server> {
  const { default: dynalite } = await import("dynalite");
  return dynalite({ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0, ...(path !== undefined && { path }) });
}

function requestListener(server: Server): RequestListener {
  const [listener] = server.listeners("request");
  return listener as RequestListener;
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

/** A server that is not running any more has an error to say, which changes nothing. */
async function closed(server: Server): Promise<void> {
  await new Promise<void>((done) => {
    server.close(() => done());
  });
}

interface FrontServer {
  readonly server: Server;
  readonly answerBy: (answer: Promise<RequestListener>) => void;
  /** Resolves when no request is being answered. */
  readonly idle: () => Promise<void>;
}

/** Stands between the network and dynalite, which throws out of its callbacks where a client goes away or the database closes under it. */
function frontServer(): FrontServer {
  const open = new Set<ServerResponse>();
  let whenIdle: (() => void) | undefined;
  let answer: Promise<RequestListener> = new Promise(() => {});
  const settle = (response: ServerResponse): void => {
    open.delete(response);
    if (open.size === 0) whenIdle?.();
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const action = missingAction(request);
    if (action !== undefined) return refuse(response, action);
    open.add(response);
    // dynalite rethrows a broken connection; it also ends every response, even one that nobody reads any more.
    const end = response.end.bind(response);
    response.end = (...body: readonly unknown[]): ServerResponse => {
      settle(response);
      return end(...(body as Parameters<typeof end>));
    };
    void answer.then((listener) => {
      listener(request, response);
      request.removeAllListeners("error").on("error", () => settle(response));
    });
  });
  return {
    server,
    answerBy(listener) {
      answer = listener;
      // Whoever waits for `ready` is told; a request that came before is cut when the server closes.
      listener.catch(() => server.closeAllConnections());
    },
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
