import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { isObject } from "../base/json.ts";
import type { JsonValue } from "../base/json.ts";
import { UserError } from "../base/user-error.ts";
import { fileError, orUserError } from "../base/or-user-error.ts";
import type { JournalEntry } from "./journal-entries.ts";

const HINT = "Mend that, or name another folder with --data-dir.";

/**
 * A file of JSON lines that only grows at its end, so that a killed process loses at most the line that it was writing.
 * What cannot be written is a UserError; the file is then as it was before.
 */
export class JournalFile {
  readonly #path: string;
  readonly #descriptor: number;
  #pending = "";
  /** Bytes, what is pending left out. */
  size = 0;

  private constructor(path: string, descriptor: number) {
    this.#path = path;
    this.#descriptor = descriptor;
  }

  /** A new file in place of the old one, which stays as it is until the new one is whole. */
  static create(path: string, entries: Iterable<JournalEntry>): JournalFile {
    const next = `${path}.next`;
    const journal = new JournalFile(
      path,
      orUserError("written", path, () => openNew(next), HINT),
    );
    try {
      for (const entry of entries) {
        journal.append(entry);
        journal.flush();
      }
      orUserError("written", path, () => journal.#replace(next), HINT);
      return journal;
    } catch (error) {
      closeSync(journal.#descriptor);
      rmSync(next, { force: true });
      throw error;
    }
  }

  /** Adds a line; written by the next {@link flush}. */
  append(entry: JournalEntry): void {
    this.#pending += `${JSON.stringify(entry)}\n`;
  }

  /**
   * Hands what was added to the operating system: a process that is killed then leaves it behind, a machine that loses its power may not.
   * What a full disk refuses waits for the next flush.
   */
  flush(): void {
    if (this.#pending === "") return;
    const bytes = Buffer.from(this.#pending);
    orUserError("written", this.#path, () => this.#write(bytes), HINT);
    this.#pending = "";
    this.size += bytes.length;
  }

  /** Leaves everything on the disk itself. */
  close(): void {
    this.flush();
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
  }

  #replace(next: string): void {
    fsyncSync(this.#descriptor);
    renameSync(next, this.#path);
  }

  #write(bytes: Buffer): void {
    try {
      for (let written = 0; written < bytes.length;)
        written += writeSync(this.#descriptor, bytes, written, bytes.length - written, this.size + written);
    } catch (error) {
      // Behind half a line, every other would be lost.
      ftruncateSync(this.#descriptor, this.size);
      throw error;
    }
  }
}

/** Does what may be left to a later flush where the file cannot be written. */
export function whereWritable(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}

/** The lines of a journal, none where there is no file; a last line that is not whole is left out, any other is a UserError. */
export async function* readJournal(path: string): AsyncGenerator<JournalEntry> {
  if (!existsSync(path)) return;
  let number = 0;
  let broken: number | undefined;
  for await (const line of linesOf(path)) {
    number += 1;
    if (broken !== undefined)
      throw new UserError("This line is not a line of a journal", `Mend it, or move ${path} away.`, { file: path, line: broken });
    const entry = parseLine(line);
    if (entry === undefined) broken = number;
    else yield entry;
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  try {
    yield* createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    throw fileError("read", path, error, HINT);
  }
}

function parseLine(line: string): JournalEntry | undefined {
  try {
    const entry = JSON.parse(line) as JsonValue;
    return isObject(entry) ? (entry as unknown as JournalEntry) : undefined;
  } catch {
    return undefined;
  }
}

function openNew(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  return openSync(path, "w");
}
