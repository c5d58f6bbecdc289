import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Rng } from "../../src/lib/base/ports.ts";
import { seededRng } from "../../src/lib/base/ports.ts";

/** A proxy in front of an endpoint that does wrong by some of the calls. */
export interface ChaosProxy {
  readonly endpoint: string;
  /** How many calls it did wrong by. */
  readonly troubled: () => number;
  readonly close: () => Promise<void>;
}

/** What happens to a call; what comes after the work has been done loses its answer. */
const TROUBLES = ["throttling", "server-error", "reset", "half-answer", "cut-answer", "lost-answer", "delay"] as const;

/** Lets this share of the calls go wrong, always the same ones for the same seed; the others pass. */
export async function startChaosProxy(target: string, seed: number, share: number, delayMs = 2000): Promise<ChaosProxy> {
  const rng = seededRng(seed);
  let troubled = 0;
  const server = createServer((incoming, response) => {
    const trouble = rng.next() < share ? pick(rng) : "none";
    if (trouble !== "none") troubled += 1;
    void answer(incoming, response, target, trouble, delayMs).catch(() => response.destroy());
  });
  server.requestTimeout = 0;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    troubled: () => troubled,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

type Trouble = (typeof TROUBLES)[number] | "none";

function pick(rng: Rng): Trouble {
  return TROUBLES[Math.floor(rng.next() * TROUBLES.length)] ?? "none";
}

async function answer(
  incoming: IncomingMessage,
  response: ServerResponse,
  target: string,
  trouble: Trouble,
  delayMs: number,
): Promise<void> {
  const body = await bodyOf(incoming);
  if (trouble === "throttling") return refuse(response, 400, "ThrottlingException");
  if (trouble === "server-error") return refuse(response, 500, "InternalFailure");
  if (trouble === "reset") return void response.destroy();
  if (trouble === "delay") await sleep(delayMs);
  const { status, type, text } = await passOn(incoming, body, target, response);
  if (trouble === "lost-answer") return void response.destroy();
  if (trouble === "half-answer") {
    response.writeHead(status, { "Content-Type": type, "Content-Length": Buffer.byteLength(text) });
    response.write(text.slice(0, text.length / 2));
    await sleep(5);
    return void response.destroy();
  }
  // Without a length the end of the connection is the end of the text.
  const whole = trouble === "cut-answer" ? text.slice(0, text.length / 2) : text;
  response.writeHead(status, { "Content-Type": type, ...(trouble === "cut-answer" ? { Connection: "close" } : {}) });
  response.end(whole);
}

function refuse(response: ServerResponse, status: number, type: string): void {
  response.writeHead(status, { "Content-Type": "application/x-amz-json-1.0" });
  response.end(JSON.stringify({ __type: type, message: "Rate exceeded" }));
}

interface Passed {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

async function passOn({ headers, method, url }: IncomingMessage, body: Buffer, target: string, response: ServerResponse): Promise<Passed> {
  const passed = forward(new URL(url ?? "/", target), { method, headers: { ...headers, host: new URL(target).host } });
  // Whoever asks and goes away is gone for the endpoint, too.
  response.on("close", () => passed.destroy());
  passed.end(body);
  const [answered] = (await once(passed, "response")) as [IncomingMessage];
  const text = (await bodyOf(answered)).toString();
  return { status: answered.statusCode ?? 500, type: answered.headers["content-type"] ?? "", text };
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
