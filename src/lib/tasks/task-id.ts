import { createHash } from "node:crypto";
import type { TaskRequest } from "../engine/task.ts";

/** A UUID for something that a task is given (request id, message id): the same for the same task of the same execution, and for nothing else (RFC 9562, version 5). */
export function taskUuid({ executionArn, id }: TaskRequest, purpose: string): string {
  const hash = createHash("sha1").update(`${executionArn}\n${id}\n${purpose}`).digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
