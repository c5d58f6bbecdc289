import type { ExecutionRecord } from "../embedded/execution-record.ts";

/** How much of what has finished is kept. */
export interface ArchiveLimits {
  readonly executions: number;
  /** Of all finished executions together. */
  readonly events: number;
}

/** The executions that the API can tell of: all that run, and the last ones that have finished. */
export class ExecutionArchive {
  readonly #records = new Map<string, ExecutionRecord>();
  /** How many events each had, in the order in which they ended. */
  readonly #finished = new Map<ExecutionRecord, number>();
  readonly #limits: ArchiveLimits;
  readonly #onForget: (record: ExecutionRecord) => void;
  #events = 0;

  constructor(limits: ArchiveLimits, onForget: (record: ExecutionRecord) => void) {
    this.#limits = limits;
    this.#onForget = onForget;
  }

  /** Adds an execution, which may have finished. */
  add(record: ExecutionRecord): void {
    this.#records.set(record.arn, record);
    if (record.result !== undefined) this.finish(record);
  }

  get(arn: string): ExecutionRecord | undefined {
    return this.#records.get(arn);
  }

  /** In the order in which they were started. */
  all(): Iterable<ExecutionRecord> {
    return this.#records.values();
  }

  /** Counts an execution as finished; the oldest ones that no longer fit are forgotten. */
  finish(record: ExecutionRecord): void {
    this.reopen(record);
    this.#finished.set(record, record.events.length);
    this.#events += record.events.length;
    for (const oldest of this.#finished.keys()) {
      if (this.#finished.size <= this.#limits.executions && this.#events <= this.#limits.events) return;
      if (oldest !== record) this.forget(oldest);
    }
  }

  /** Counts a finished execution as running again. */
  reopen(record: ExecutionRecord): void {
    this.#events -= this.#finished.get(record) ?? 0;
    this.#finished.delete(record);
  }

  /** Forgets a finished execution. */
  forget(record: ExecutionRecord): void {
    this.reopen(record);
    if (this.#records.get(record.arn) === record) this.#records.delete(record.arn);
    this.#onForget(record);
  }
}
