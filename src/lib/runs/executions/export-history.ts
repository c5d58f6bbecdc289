import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../../base/user-error.ts";
import { toAws } from "../../history/aws-json.ts";
import type { HistoryEvent } from "../../history/event.ts";
import { orUserError } from "../../base/or-user-error.ts";

/** A history that is written to a file as it comes, and that a later export can go on with. */
export interface HistoryExport {
  /** The last event that is kept from an export that was broken off; 0 where there was none. */
  readonly last: number;
  readonly write: (events: readonly HistoryEvent[]) => void;
  /** Puts the whole history in its place, in the shape of GetExecutionHistory. */
  readonly finish: () => void;
}

/**
 * Begins or goes on with an export to a file (absolute path). Until it is finished the events stand in `FILE.part`, one a line below the
 * execution's ARN. @throws UserError where that is another execution's, or where nothing can be written.
 */
export function openHistoryExport(path: string, executionArn: string): HistoryExport {
  const file = orUserError("written", path, () => placeOf(path));
  const part = `${file}.part`;
  const header = JSON.stringify({ executionArn });
  let last = orUserError("written", file, () => (existsSync(part) ? resume(part, header) : undefined));
  return {
    last: last ?? 0,
    write(events) {
      const lines = events.map((event) => `${JSON.stringify(toAws(event))}\n`);
      orUserError("written", file, () => {
        // Only now is it known that there is such an execution.
        last ??= begin(part, header);
        appendFileSync(part, lines.join(""));
      });
    },
    finish() {
      orUserError("written", file, () => {
        join(part, Buffer.byteLength(header) + 1, `${part}.whole`);
        renameSync(`${part}.whole`, file);
        rmSync(part);
      });
    },
  };
}

/** Where a symbolic link leads. What is no file (/dev/stdout, a pipe) would be replaced by one. */
function placeOf(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return path;
  if (found.isDirectory()) throw new UserError("It cannot be written: it is a folder", undefined, { file: path });
  if (found.isFile()) return realpathSync(path);
  throw new UserError(`${path} is no file`, "Name one: an export that is broken off goes on in FILE.part.");
}

function begin(part: string, header: string): number {
  writeFileSync(part, `${header}\n`);
  return 0;
}

/** Keeps the lines that are whole; gives the id of the last event among them. */
function resume(part: string, header: string): number {
  const bytes = readFileSync(part);
  const end = bytes.lastIndexOf("\n") + 1;
  const lines = bytes.subarray(0, Math.max(end - 1, 0));
  const first = lines.subarray(0, bytes.indexOf("\n")).toString("utf8");
  if (first !== header) {
    if (end > 0)
      throw new UserError(`${part} is what is left of an export of another execution`, "Delete it, or name another file.", { file: part });
    return begin(part, header);
  }
  truncateSync(part, end);
  const begun = lines.lastIndexOf("\n") + 1;
  return begun === 0 ? 0 : (JSON.parse(lines.toString("utf8", begun)) as { readonly id: number }).id;
}

/** How much of a file is held at a time, in bytes. */
const CHUNK = 1024 * 1024;

/** Writes the lines from a place on as the elements of one array, a part of them at a time. */
function join(part: string, from: number, whole: string): void {
  const source = openSync(part, "r");
  const target = openSync(whole, "w");
  try {
    const end = fstatSync(source).size - 1;
    const chunk = Buffer.alloc(CHUNK);
    writeFileSync(target, '{"events":[\n');
    for (let at = from, size = 0; at < end; at += size) {
      size = readSync(source, chunk, 0, Math.min(CHUNK, end - at), at);
      // As bytes: a character may lie in two chunks.
      writeFileSync(target, chunk.toString("latin1", 0, size).replaceAll("\n", ",\n"), "latin1");
    }
    writeFileSync(target, "\n]}\n");
  } finally {
    closeSync(source);
    closeSync(target);
  }
}
