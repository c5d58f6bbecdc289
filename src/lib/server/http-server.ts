import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { randomUUID } from "node:crypto";
import type { JsonObject, JsonValue } from "../base/json.ts";
import { isObject } from "../base/json.ts";
import { UserError } from "../base/user-error.ts";
import { whyRefused } from "../base/why-refused.ts";
import { ApiError } from "../targets/embedded/api-error.ts";
import type { Operation } from "./operation.ts";
import { outboxOf } from "./outbox.ts";
import type { Service } from "./service.ts";

/** A Step Functions API that answers over HTTP. */
export interface HttpServer {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** Cuts connections and ends. */
  readonly close: () => Promise<void>;
}

/** What is served, and where. */
export interface HttpOptions {
  /** Any free one where it is 0. */
  readonly port: number;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly service: Service;
  /** Called before an answer leaves, so that nobody hears of what is not kept. */
  readonly beforeAnswer: () => void;
  /** Gets what should never be thrown, and the UserError of `beforeAnswer`. */
  readonly onBug: (error: unknown) => void;
}

const HOST = "127.0.0.1";
/** Names under which only this machine can be meant: what a page of another origin can reach by DNS has another. SDKs put `sync-` before some. */
const LOOPBACK = /^(?:sync-)?(?:(?:[a-z0-9-]+\.)*localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;
/** A definition of 1 MB, every character escaped. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;
const JSON_TYPE = "application/x-amz-json-1.0";
const TARGET = /^AWSStepFunctions\.([A-Za-z]+)$/;

/** Serves AWS JSON 1.0 on loopback; a port that is taken is a UserError. */
export async function startHttpServer(options: HttpOptions): Promise<HttpServer> {
  const server = createServer((request, response) => void answer(request, response, options));
  // A worker that waits for an activity's task is silent for a minute.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 65_000;
  server.listen(options.port, HOST);
  try {
    await once(server, "listening");
  } catch (error) {
    throw new UserError(
      `The Step Functions API cannot listen on ${HOST}:${options.port}: ${whyRefused(error)}`,
      "Name another port with --port.",
    );
  }
  return { endpoint: `http://${HOST}:${(server.address() as AddressInfo).port}`, close: () => close(server) };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

async function answer(request: IncomingMessage, response: ServerResponse, options: HttpOptions): Promise<void> {
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  try {
    const body = await perform(request, options, gone.signal);
    options.beforeAnswer();
    send(response, 200, body);
  } catch (error) {
    if (error instanceof ApiError) {
      send(response, STATUS[error.type] ?? 400, { __type: error.type, message: error.message });
      return;
    }
    if (!gone.signal.aborted) options.onBug(error);
    send(response, 500, { __type: "InternalFailure", message: "saga-cli failed; its standard error says more." });
  }
}

/** Everything else is a 400. */
const STATUS: Readonly<Record<string, number>> = { AccessDeniedException: 403, MethodNotAllowed: 405, RequestEntityTooLarge: 413 };

async function perform(request: IncomingMessage, { operations, service }: HttpOptions, gone: AbortSignal): Promise<JsonObject> {
  if (!LOOPBACK.test(request.headers.host ?? "")) {
    request.resume();
    throw new ApiError("AccessDeniedException", "This server answers to loopback names only (127.0.0.1, localhost).");
  }
  if (request.method === "GET" && request.url === "/outbox") return outboxOf(service);
  if (request.method !== "POST") throw new ApiError("MethodNotAllowed", "Requests of the Step Functions API are POST requests.");
  const [, name = ""] = TARGET.exec(String(request.headers["x-amz-target"] ?? "")) ?? [];
  const text = await readBody(request);
  const operation = operations.get(name);
  if (operation === undefined) throw new ApiError("UnknownOperationException", `There is no operation ${JSON.stringify(name)}`);
  return operation(parseBody(text), service, gone);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // What says that it is too large is not read at all, so that its sender hears of it.
  checkSize(Number(request.headers["content-length"] ?? 0));
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    checkSize(size);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function checkSize(bytes: number): void {
  if (bytes > MAX_BODY_BYTES) throw new ApiError("RequestEntityTooLarge", `A request holds at most ${MAX_BODY_BYTES} bytes.`);
}

function parseBody(text: string): JsonObject {
  let body: JsonValue;
  try {
    body = text === "" ? {} : (JSON.parse(text) as JsonValue);
  } catch {
    throw new ApiError("SerializationException", "The request's body is not JSON");
  }
  if (!isObject(body)) throw new ApiError("SerializationException", "The request's body is not a JSON object");
  return body;
}

function send(response: ServerResponse, status: number, body: JsonObject): void {
  if (response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "Content-Type": JSON_TYPE,
    "Content-Length": Buffer.byteLength(text),
    "x-amzn-RequestId": randomUUID(),
  });
  response.end(text);
}
