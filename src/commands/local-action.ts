import { once } from "node:events";
import { resolve } from "node:path";
import { EXIT } from "../lib/base/user-error.ts";
import type { Config } from "../lib/config/config.ts";
import { defaultConfig, findConfig, loadConfig } from "../lib/config/load-config.ts";
import { printable } from "../lib/reporters/printable.ts";
import { loadMockConfig } from "../lib/runs/local/load-mock-config.ts";
import { openLocalTasks } from "../lib/runs/local/local-tasks.ts";
import { realTime } from "../lib/runs/real-time.ts";
import { startHttpServer } from "../lib/server/http-server.ts";
import { openService } from "../lib/server/open-service.ts";
import { operations } from "../lib/server/operations.ts";
import type { WorldTime } from "../lib/targets/world/execution-tree.ts";
import { scaledTime } from "../lib/targets/world/scaled-time.ts";
import { secureRng } from "../lib/targets/world/secure-rng.ts";
import type { Io } from "./io.ts";
import { printError } from "./print-error.ts";

/** The flags of `saga-cli local`, as commander gives them. */
export interface LocalOptions {
  readonly port: number;
  readonly dynamodbPort: number;
  readonly mockConfig?: string;
  readonly config?: string;
  /** `real`, `virtual` or `scale=N`. */
  readonly time: string;
  readonly dataDir?: string;
}

/** Serves until the person ends it; gives the exit code. */
export async function localAction(options: LocalOptions, io: Io): Promise<number> {
  const { mockConfig, dynamodbPort, dataDir } = options;
  // From here on Ctrl+C closes what is open.
  const { interrupted } = io;
  const folder = dataDir === undefined ? undefined : resolve(io.cwd, dataDir);
  const onLog = (line: string): void => io.stderr.write(`${printable(line)}\n`);
  const onBug = (error: unknown): void => void printError(error, io);
  const mocks = mockConfig === undefined ? undefined : loadMockConfig(io.files, resolve(io.cwd, mockConfig), mockConfig);
  const tasks = await openLocalTasks({
    config: await configOf(options, io),
    mockConfig: mocks,
    database: { env: io.env, port: dynamodbPort, ...(folder === undefined ? {} : { dataDir: folder }) },
    onLog,
  });
  try {
    const region = io.env["AWS_REGION"] ?? io.env["AWS_DEFAULT_REGION"] ?? "us-east-1";
    const open = await openService({
      region,
      dataDir: folder,
      time: timeOf(options.time, io),
      rng: secureRng(),
      answer: tasks.answer,
      onBug,
    });
    try {
      const server = await startHttpServer({ port: options.port, operations, service: open.service, beforeAnswer: open.flush, onBug });
      io.stdout.write(`Step Functions: ${server.endpoint}\nDynamoDB: ${tasks.dynamodb.endpoint}\nReady. Ctrl+C ends it.\n`);
      if (!interrupted.aborted) await once(interrupted, "abort");
      await server.close();
      return EXIT.ok;
    } finally {
      open.close();
    }
  } finally {
    await tasks.close();
  }
}

async function configOf({ config }: LocalOptions, io: Io): Promise<Config> {
  const file = config === undefined ? findConfig(io.files, io.cwd) : resolve(io.cwd, config);
  return file === null ? defaultConfig(io.cwd) : loadConfig(io.files, file, config ?? file);
}

function timeOf(mode: string, { clock }: Io): WorldTime {
  const time = realTime(clock);
  if (mode === "virtual") return { type: "virtual", clock: time };
  return { type: "real", clock: mode === "real" ? time : scaledTime(time, Number(mode.slice("scale=".length))) };
}
