import { join } from "node:path";
import type { ExecutionRecord } from "../targets/embedded/execution-record.ts";
import type { JournalEntry } from "./journal-entries.ts";
import { definitionId, definitionsOf, eventsEntry, keptActivity, keptExecution, keptMachine } from "./journal-entries.ts";
import { JournalFile, readJournal, whereWritable } from "./journal-file.ts";
import { restoreInto } from "./restore-journal.ts";
import type { Service } from "./service.ts";

/** What is told of everything that should outlive the process. */
export interface Journal {
  readonly machineChanged: (arn: string) => void;
  readonly activityChanged: (arn: string) => void;
  /** Follows an execution, from now until its end. */
  readonly follow: (record: ExecutionRecord) => void;
  /** Writes at once how an execution ended; what cannot be written now is the next flush's. */
  readonly ended: (record: ExecutionRecord) => void;
  readonly forgotten: (record: ExecutionRecord) => void;
  /** Writes what has happened since; a killed process loses what came after. What cannot be written is a UserError, and kept for the next one. */
  readonly flush: () => void;
  readonly close: () => void;
}

/** The file starts anew when it has grown by so much, and to four times what it holds. */
const GROWTH_BYTES = 64 * 1024 * 1024;

/** Puts what a folder keeps into an empty service, and keeps there what happens from now on. */
export async function openJournal(folder: string, service: Service): Promise<Journal> {
  const path = join(folder, "step-functions.jsonl");
  const restoration = restoreInto(service);
  for await (const entry of readJournal(path)) restoration.take(entry);
  restoration.finish();

  const { machines, activities, world } = service;
  const followed = new Set<ExecutionRecord>();
  /** Those of which the file says that they run. */
  const running = new Set<ExecutionRecord>();
  /** How many events of an execution are written. */
  const counts = new WeakMap<ExecutionRecord, number>();
  const written = new Set<string>();
  let file = JournalFile.create(path, everything());
  let restart = nextRestart();

  function* definitions(texts: readonly string[]): Generator<JournalEntry> {
    for (const text of texts) {
      const id = definitionId(text);
      if (written.has(id)) continue;
      written.add(id);
      yield { type: "definition", id, text };
    }
  }

  function* everything(): Generator<JournalEntry> {
    written.clear();
    running.clear();
    for (const machine of machines.all()) {
      yield* definitions(definitionsOf(machine));
      yield { type: "machine", machine: keptMachine(machine) };
    }
    for (const activity of activities.all()) yield { type: "activity", activity: keptActivity(activity) };
    for (const record of world.executions.all()) {
      if (record.machine.type !== "EXPRESS") yield* news(record, 0);
    }
  }

  /** What the file does not say of an execution yet. */
  function* news(record: ExecutionRecord, from: number): Generator<JournalEntry> {
    const { events, result, machine } = record;
    if (!running.has(record)) {
      yield* definitions([machine.definition]);
      yield { type: "execution", execution: keptExecution(record) };
      running.add(record);
    }
    if (events.length > from) yield eventsEntry(record.arn, events.slice(from));
    counts.set(record, events.length);
    if (result === undefined) return;
    const { arn, redriveCount, redriveTime } = record;
    yield { type: "end", arn, result, redriveCount, redriveTime };
    running.delete(record);
    followed.delete(record);
  }

  function startAnew(): void {
    const old = file;
    file = JournalFile.create(path, everything());
    old.close();
  }

  function nextRestart(): number {
    return file.size * 4 + GROWTH_BYTES;
  }

  function append(entries: Iterable<JournalEntry>): void {
    for (const entry of entries) file.append(entry);
  }

  function write(record: ExecutionRecord): void {
    append(news(record, counts.get(record) ?? 0));
  }

  function flush(): void {
    for (const record of followed) write(record);
    file.flush();
    if (file.size < restart) return;
    // Where there is no room for another copy, this one goes on growing.
    whereWritable(startAnew);
    restart = nextRestart();
  }

  return {
    machineChanged(arn) {
      const machine = machines.find(arn);
      if (machine) append([...definitions(definitionsOf(machine)), { type: "machine", machine: keptMachine(machine) }]);
      else file.append({ type: "machine-gone", arn });
    },
    activityChanged(arn) {
      const activity = activities.find(arn);
      file.append(activity ? { type: "activity", activity: keptActivity(activity) } : { type: "activity-gone", arn });
    },
    follow(record) {
      if (record.machine.type !== "EXPRESS") followed.add(record);
    },
    ended(record) {
      if (followed.has(record)) write(record);
      whereWritable(() => file.flush());
    },
    forgotten(record) {
      if (record.machine.type !== "EXPRESS") file.append({ type: "forgotten", arn: record.arn });
    },
    flush,
    close() {
      flush();
      file.close();
    },
  };
}
