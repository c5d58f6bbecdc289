import type * as Fs from "node:fs";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readJournal } from "../../../src/lib/server/journal-file.ts";
import { chain, createMachine, startLocalApi } from "./local-api.ts";

/** A disk that is full takes half of what is written. */
const disk = vi.hoisted(() => ({ full: false }));
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof Fs>();
  const writeSync = (descriptor: number, bytes: Buffer, offset: number, length: number, position: number): number => {
    if (!disk.full) return fs.writeSync(descriptor, bytes, offset, length, position);
    fs.writeSync(descriptor, bytes, offset, Math.floor(length / 2), position);
    throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  };
  return { ...fs, writeSync };
});

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "saga-journal-"));
});
afterEach(() => {
  disk.full = false;
  rmSync(dataDir, { recursive: true });
});

const PAY = chain({ ReserveStock: { Type: "Pass" }, ChargeCard: { Type: "Pass", Result: { charged: true } } });
const journal = (): string => join(dataDir, "step-functions.jsonl");

test("nothing is answered that a full disk does not take, and nothing is lost once there is room", async () => {
  const api = await startLocalApi({ dataDir });
  const stateMachineArn = await createMachine(api, "orders", PAY);
  const before = readFileSync(journal(), "utf8");
  disk.full = true;
  await expect(api.call("StartExecution", { stateMachineArn, name: "o-1001" })).rejects.toMatchObject({
    name: "UserError",
    message: "It cannot be written: the disk is full",
    location: { file: journal() },
  });
  expect(readFileSync(journal(), "utf8")).toBe(before);

  disk.full = false;
  await api.stop();
  const restarted = await startLocalApi({ dataDir });
  const { executions } = await restarted.call("ListExecutions", { stateMachineArn });
  expect(executions).toMatchObject([{ name: "o-1001", status: "SUCCEEDED" }]);
});

test("a journal that cannot be started anew stays as it is, and nothing beside it", async () => {
  const api = await startLocalApi({ dataDir });
  await createMachine(api, "orders", PAY);
  await api.stop();
  const before = readFileSync(journal(), "utf8");
  disk.full = true;
  await expect(startLocalApi({ dataDir })).rejects.toMatchObject({ message: "It cannot be written: the disk is full" });
  expect({ text: readFileSync(journal(), "utf8"), files: readdirSync(dataDir) }).toEqual({
    text: before,
    files: ["step-functions.jsonl"],
  });
});

test("a journal that cannot be read is said", async () => {
  mkdirSync(journal());
  const read = async (): Promise<unknown> => readJournal(journal()).next();
  await expect(read()).rejects.toMatchObject({ message: "It cannot be read: it is a folder", location: { file: journal() } });
});
