import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connectDynamoDb } from "../../../src/lib/data/dynamodb.ts";
import { startEmbeddedDynamoDb } from "../../../src/lib/data/embedded-dynamodb.ts";
import { snapshotTables } from "../../../src/lib/data/snapshot-tables.ts";
import { createTables } from "../../../src/lib/data/tables.ts";

const ORDERS = { Orders: { key: ["order_id"], types: {}, items: [] } } as const;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "saga-data-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("a data folder keeps its tables from one start to the next", async () => {
  for (const id of ["o-1", "o-2"]) {
    const embedded = await startEmbeddedDynamoDb({ dataDir: folder });
    const db = await connectDynamoDb(embedded.address);
    await createTables(db, ORDERS);
    await db.call("putItem", { TableName: "Orders", Item: { order_id: { S: id } } });
    db.close();
    await embedded.close();
  }
  const embedded = await startEmbeddedDynamoDb({ dataDir: folder });
  const db = await connectDynamoDb(embedded.address);
  expect(await snapshotTables(db, ORDERS)).toEqual({ Orders: [{ order_id: "o-1" }, { order_id: "o-2" }] });
  db.close();
  await embedded.close();
});

test("a killed process loses no written item, and its lock is taken over", async () => {
  // Writes items one after the other with a bare client and says which one is written.
  const dynalite = pathToFileURL(join(import.meta.dirname, "../../../node_modules/dynalite/index.js")).href;
  const sdk = pathToFileURL(join(import.meta.dirname, "../../../node_modules/@aws-sdk/client-dynamodb/dist-cjs/index.js")).href;
  const writer = `
    import { mkdirSync, writeFileSync } from "node:fs";
    import dynalite from ${JSON.stringify(dynalite)};
    import sdk from ${JSON.stringify(sdk)};
    const folder = ${JSON.stringify(folder)};
    mkdirSync(folder + "/dynamodb", { recursive: true });
    writeFileSync(folder + "/saga-cli.lock", String(process.pid));
    const server = dynalite({ path: folder + "/dynamodb", createTableMs: 0 });
    server.listen(0, "127.0.0.1", async () => {
      const client = new sdk.DynamoDBClient({ endpoint: "http://127.0.0.1:" + server.address().port, region: "us-east-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } });
      await client.send(new sdk.CreateTableCommand({ TableName: "Orders", BillingMode: "PAY_PER_REQUEST", KeySchema: [{ AttributeName: "order_id", KeyType: "HASH" }], AttributeDefinitions: [{ AttributeName: "order_id", AttributeType: "S" }] }));
      await new Promise((later) => setTimeout(later, 20));
      for (let n = 0; ; n++) {
        await client.send(new sdk.PutItemCommand({ TableName: "Orders", Item: { order_id: { S: "o-" + String(n).padStart(6, "0") } } }));
        process.stdout.write(n + "\\n");
      }
    });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", writer], { stdio: ["ignore", "pipe", "ignore"] });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
    if (said.split("\n").length > 50) child.kill("SIGKILL");
  });
  await once(child, "close");
  const written = said.trim().split("\n").length;

  const embedded = await startEmbeddedDynamoDb({ dataDir: folder });
  const db = await connectDynamoDb(embedded.address);
  const { Orders: orders = [] } = await snapshotTables(db, ORDERS);
  expect(orders.slice(0, written)).toEqual(Array.from({ length: written }, (_, n) => ({ order_id: `o-${String(n).padStart(6, "0")}` })));
  db.close();
  await embedded.close();
});

describe("a data folder that cannot be used is the person's to mend", () => {
  test("a file in its way", async () => {
    const file = join(folder, "orders.json");
    writeFileSync(file, "{}");
    await expect(startEmbeddedDynamoDb({ dataDir: file })).rejects.toMatchObject({
      name: "UserError",
      message: `The data folder ${file} cannot be used: a file is in its way.`,
      exitCode: 2,
    });
  });

  test.each(["/proc/saga-data", "/sys/saga-data"])("a place where nothing can be written: %s", async (dataDir) => {
    await expect(startEmbeddedDynamoDb({ dataDir })).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringContaining(`The data folder ${dataDir} cannot be used: `),
    });
  });

  test("a folder that another process holds: its number is named", async () => {
    writeFileSync(join(folder, "saga-cli.lock"), String(process.ppid));
    await expect(startEmbeddedDynamoDb({ dataDir: folder })).rejects.toMatchObject({
      name: "UserError",
      message: `The data folder ${folder} is in use by process ${process.ppid}.`,
    });
  });

  test("a folder that this process holds already", async () => {
    const embedded = await startEmbeddedDynamoDb({ dataDir: folder });
    await expect(startEmbeddedDynamoDb({ dataDir: folder })).rejects.toThrow(`is in use by process ${process.pid}`);
    await embedded.close();
    expect(existsSync(join(folder, "saga-cli.lock"))).toBe(false);
  });
});

test("a lock that a process of the same number left behind is taken over, and so is one that names nobody", async () => {
  for (const left of [String(process.pid), ""]) {
    writeFileSync(join(folder, "saga-cli.lock"), left);
    const embedded = await startEmbeddedDynamoDb({ dataDir: folder });
    await embedded.close();
  }
});

test("a port that is taken is the person's to mend, and the data folder is free again", async () => {
  const first = await startEmbeddedDynamoDb();
  const port = Number(new URL(first.endpoint).port);
  await expect(startEmbeddedDynamoDb({ port, dataDir: folder })).rejects.toMatchObject({
    name: "UserError",
    message: `The embedded DynamoDB cannot listen on 127.0.0.1:${port}: the port is taken`,
  });
  await first.close();
  await (await startEmbeddedDynamoDb({ dataDir: folder })).close();
});

test("the address is told before the database is there, and who asks early is answered", async () => {
  const embedded = await startEmbeddedDynamoDb();
  const answers = [fetch(embedded.endpoint), fetch(embedded.endpoint)];
  expect(await Promise.all(answers.map(async (answer) => (await answer).text()))).toEqual([
    "healthy: dynamodb.us-east-1.amazonaws.com ",
    "healthy: dynamodb.us-east-1.amazonaws.com ",
  ]);
  expect(await (await fetch(embedded.endpoint)).text()).toContain("healthy");
  await embedded.close();
  await expect(fetch(embedded.endpoint)).rejects.toThrow("fetch failed");
});

test("a connection is kept however long it is idle: a request cannot meet its end", async () => {
  const embedded = await startEmbeddedDynamoDb();
  // Where a server ends idle connections, it says in this header after how long.
  expect((await fetch(embedded.endpoint)).headers.get("keep-alive")).toBeNull();
  await embedded.close();
});

test("a client that goes away in the middle of a request does no harm, and closing waits for what has arrived", async () => {
  const embedded = await startEmbeddedDynamoDb({ dataDir: folder });
  const db = await connectDynamoDb(embedded.address);
  await createTables(db, ORDERS);
  const socket = connect(Number(new URL(embedded.endpoint).port), "127.0.0.1");
  await once(socket, "connect");
  socket.write("POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\nContent-Length: 100\r\n\r\n{");
  const writes = Array.from({ length: 20 }, (_, n) => db.call("putItem", { TableName: "Orders", Item: { order_id: { S: `o-${n}` } } }));
  socket.destroy();
  const settled = Promise.allSettled(writes);
  await writes[0];
  await embedded.close();
  await settled;
  db.close();
});

test("handlers that ask for an action it lacks are told where to get it", async () => {
  const embedded = await startEmbeddedDynamoDb();
  const response = await fetch(embedded.endpoint, {
    method: "POST",
    headers: { "X-Amz-Target": "DynamoDB_20120810.TransactWriteItems" },
    body: "{}",
  });
  expect([response.status, await response.json()]).toEqual([
    400,
    {
      __type: "com.amazon.coral.service#UnknownOperationException",
      message: expect.stringMatching(/^The embedded DynamoDB does not have transactWriteItems\. Set AWS_ENDPOINT_URL_DYNAMODB /),
    },
  ]);
  await embedded.close();
});
