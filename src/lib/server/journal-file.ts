import { closeSync, createReadStream, existsSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { UserError } from "../base/user-error.ts";
import type { JournalEntry } from "./journal-entries.ts";

/** A file of JSON lines that only grows at its end, so that a killed process loses at most the line that it was writing. */
export class JournalFile {
  readonly #path: string;
  #descriptor: number;
  #pending = "";
  /** Bytes, what is pending left out. */
  size = 0;

  private constructor(path: string) {
    this.#path = path;
    this.#descriptor = openSync(path, "a");
  }

  /** A new file in place of the old one, which stays as it is until the new one is whole. */
  static create(path: string, entries: Iterable<JournalEntry>): JournalFile {
    mkdirSync(dirname(path), { recursive: true });
    const journal = new JournalFile(path);
    journal.rewrite(entries);
    return journal;
  }

  /** Adds a line; written by the next {@link flush}. */
  append(entry: JournalEntry): void {
    this.#pending += `${JSON.stringify(entry)}\n`;
  }

  /** Hands what was added to the operating system: a process that is killed then leaves it behind, a machine that loses its power may not. */
  flush(): void {
    if (this.#pending === "") return;
    const bytes = Buffer.from(this.#pending);
    this.#pending = "";
    for (let written = 0; written < bytes.length;) written += writeSync(this.#descriptor, bytes, written);
    this.size += bytes.length;
  }

  /** Replaces all lines by these. */
  rewrite(entries: Iterable<JournalEntry>): void {
    const next = `${this.#path}.next`;
    const old = this.#descriptor;
    this.#descriptor = openSync(next, "w");
    this.#pending = "";
    this.size = 0;
    for (const entry of entries) {
      this.append(entry);
      this.flush();
    }
    fsyncSync(this.#descriptor);
    renameSync(next, this.#path);
    closeSync(old);
  }

  /** Leaves everything on the disk itself. */
  close(): void {
    this.flush();
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
  }
}

/** The lines of a journal, none where there is no file; a last line that is not whole is left out, any other is a UserError. */
export async function* readJournal(path: string): AsyncGenerator<JournalEntry> {
  if (!existsSync(path)) return;
  let number = 0;
  let broken: number | undefined;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (broken !== undefined)
      throw new UserError("This line is not a line of a journal", `Mend it, or move ${path} away.`, { file: path, line: broken });
    const entry = parseLine(line);
    if (entry === undefined) broken = number;
    else yield entry;
  }
}

function parseLine(line: string): JournalEntry | undefined {
  try {
    return JSON.parse(line) as JournalEntry;
  } catch {
    return undefined;
  }
}
