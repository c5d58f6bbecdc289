import type { MachineType, StateMachine } from "../asl/ast.ts";
import { UserError } from "../base/user-error.ts";
import type { ExecutionResult } from "../engine/execution.ts";
import { fromAws } from "../history/aws-json.ts";
import type { HistoryEvent } from "../history/event.ts";
import type { ExecutionRecord } from "../targets/embedded/execution-record.ts";
import type { RunnableMachine } from "../targets/embedded/runnable-machine.ts";
import { knownDefinition } from "./check-definition.ts";
import type { JournalEntry, KeptExecution, KeptMachine, KeptRevision } from "./journal-entries.ts";
import type { Service } from "./service.ts";
import type { Revision, StoredMachine } from "./state-machine.ts";
import type { Tag } from "./tags.ts";

/** Takes the entries of a journal in their order; the service has everything once `finish` was called, which aborts the executions that were running. */
export interface Restoration {
  readonly take: (entry: JournalEntry) => void;
  readonly finish: () => void;
}

/** What an execution ends with that ran when its process ended. */
const RESTARTED = {
  error: "SagaCli.Restarted",
  cause: "The execution ran when saga-cli local ended, and was aborted by the restart. Its history shows how far it had come.",
};

/** Puts what journal entries tell of into an empty service. */
export function restoreInto({ machines, activities, world }: Service): Restoration {
  const definitions = createDefinitions();
  const executions = new Map<string, RestoredExecution>();

  function takeExecution(kept: KeptExecution): void {
    const known = executions.get(kept.arn);
    if (known !== undefined) known.result = undefined;
    else executions.set(kept.arn, restoredExecution(kept, definitions.restore(kept.machine, kept.machine.type)));
  }

  return {
    take(entry) {
      switch (entry.type) {
        case "definition":
          definitions.add(entry.id, entry.text);
          return;
        case "machine":
          machines.put(restoredMachine(entry.machine, definitions));
          return;
        case "machine-gone":
          machines.delete(entry.arn);
          return;
        case "activity":
          activities.put({ ...entry.activity, tags: tagMap(entry.activity.tags) });
          return;
        case "activity-gone":
          activities.delete(entry.arn);
          return;
        case "execution":
          takeExecution(entry.execution);
          return;
        case "events":
          executions.get(entry.arn)?.events.push(...entry.events.map((event) => fromAws(event)));
          return;
        case "end": {
          const { arn, result, redriveCount, redriveTime } = entry;
          Object.assign(executions.get(arn) ?? {}, { result, redriveCount, redriveTime });
          return;
        }
        case "forgotten":
          executions.delete(entry.arn);
          return;
      }
    },
    finish() {
      for (const record of executions.values()) {
        if (record.result === undefined) abort(record, world.now());
        world.executions.add(record);
      }
    },
  };
}

interface RestoredExecution extends ExecutionRecord {
  readonly events: HistoryEvent[];
  result: ExecutionResult | undefined;
  redriveCount: number;
}

function restoredExecution({ traceHeader, mapRunArn, ...kept }: KeptExecution, machine: RunnableMachine): RestoredExecution {
  const unknown = { mapRuns: [], outbox: [], execution: undefined };
  return { ...kept, ...unknown, machine, traceHeader, mapRunArn, events: [], result: undefined, redriveCount: 0, redriveTime: undefined };
}

function abort(record: RestoredExecution, now: number): void {
  const { events } = record;
  events.push({ id: events.length + 1, previousEventId: 0, timestamp: now, type: "ExecutionAborted", details: RESTARTED });
  record.result = { status: "ABORTED", ...RESTARTED, stopTime: now };
}

interface Definitions {
  readonly add: (id: string, text: string) => void;
  /** What names a definition by its id, with the definition and its tree. */
  readonly restore: <T extends { readonly definition: string }>(kept: T, type: MachineType) => T & { readonly machine: StateMachine };
}

function createDefinitions(): Definitions {
  const texts = new Map<string, string>();
  /** Everything of one definition shares its tree. */
  const trees = new Map<string, StateMachine>();
  return {
    add: (id, text) => void texts.set(id, text),
    restore(kept, type) {
      const definition = texts.get(kept.definition) ?? "";
      const machine = trees.get(kept.definition) ?? readDefinition(definition, type);
      trees.set(kept.definition, machine);
      return { ...kept, definition, machine };
    },
  };
}

/** It was in order when it was taken in; what is found wrong with it since does not lock its owner out. */
function readDefinition(definition: string, type: MachineType): StateMachine {
  const machine = knownDefinition(definition, type);
  if (machine === undefined) throw new UserError("The journal of the data folder holds a definition that cannot be read");
  return machine;
}

function restoredMachine(kept: KeptMachine, definitions: Definitions): StoredMachine {
  const revisionOf = (revision: KeptRevision): Revision => definitions.restore(revision, kept.type);
  return {
    ...kept,
    revision: revisionOf(kept.revision),
    versions: new Map(
      kept.versions.map((version) => [version.number, Object.assign({}, version, { revision: revisionOf(version.revision) })]),
    ),
    aliases: new Map(kept.aliases.map((alias) => [alias.name, alias])),
    tags: tagMap(kept.tags),
  };
}

function tagMap(tags: readonly Tag[]): Map<string, string> {
  return new Map(tags.map(({ key, value }) => [key, value]));
}
