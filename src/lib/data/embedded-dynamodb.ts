import { once } from "node:events";
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import type { AddressInfo, Server as NetServer, Socket } from "node:net";
import { createServer } from "node:net";
import { UserError } from "../base/user-error.ts";
import { whyRefused } from "../base/why-refused.ts";
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
    const door = await openDoor(options.port ?? 0);
    const database = loadDynalite(dataDir?.database).then((server) => ({ server, front: putInFront(server), moved: moveIn(server, door) }));
    const ready = database.then(({ moved }) => moved);
    // Whoever awaits `ready` or closes is told; nobody else needs to be.
    ready.catch(() => door.listener.close());
    return {
      endpoint: door.endpoint,
      address: embeddedAddress(door.endpoint),
      ready,
      async close() {
        await ready;
        const { server, front } = await database;
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

async function loadDynalite(path: string | undefined): Promise<Server> {
  const { default: dynalite } = await import("dynalite");
  return dynalite({ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0, ...(path !== undefined && { path }) });
}

/** A port that is open before there is anybody to answer. */
interface Door {
  readonly listener: NetServer;
  readonly endpoint: string;
  /** Who has come so far. */
  readonly waiting: Socket[];
}

async function openDoor(port: number): Promise<Door> {
  const waiting: Socket[] = [];
  const listener = createServer({ pauseOnConnect: true }, (socket) => waiting.push(socket));
  listener.listen(port, HOST);
  try {
    await once(listener, "listening");
  } catch (error) {
    throw new UserError(
      `The embedded DynamoDB cannot listen on ${HOST}:${port}: ${whyRefused(error)}`,
      "Name another port with --dynamodb-port.",
    );
  }
  return { listener, waiting, endpoint: `http://${HOST}:${(listener.address() as AddressInfo).port}` };
}

/** Lets the server take over the door and everybody who waits at it. */
async function moveIn(server: Server, { listener, waiting }: Door): Promise<void> {
  server.listen(listener);
  await once(server, "listening");
  for (const socket of waiting) {
    server.emit("connection", socket);
    socket.resume();
  }
}

/** Stands between the network and dynalite, which throws out of its callbacks where a client goes away or the database closes under it. */
function putInFront(server: Server): { idle(): Promise<void> } {
  const [answer] = server.listeners("request") as unknown as readonly RequestListener[];
  const open = new Set<ServerResponse>();
  // Node ends an idle connection after five seconds: on a loaded machine just when its client, in this process, asks again.
  server.keepAliveTimeout = 0;
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
