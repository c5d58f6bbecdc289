import { createHash } from "node:crypto";
import type { ExecutionResult } from "../engine/execution.ts";
import type { AwsHistoryEvent } from "../history/aws-json.ts";
import { historyToAws } from "../history/aws-json.ts";
import type { HistoryEvent } from "../history/event.ts";
import type { ExecutionRecord } from "../targets/embedded/execution-record.ts";
import type { RunnableMachine } from "../targets/embedded/runnable-machine.ts";
import type { Activity } from "./activity-list.ts";
import type { Alias, Revision, StoredMachine, Version } from "./state-machine.ts";
import type { Tag } from "./tags.ts";
import { listTags } from "./tags.ts";

/** One line of a journal: what is true from now on. Definitions stand there once, and everything else names them by their ids. */
export type JournalEntry =
  | { readonly type: "definition"; readonly id: string; readonly text: string }
  | { readonly type: "machine"; readonly machine: KeptMachine }
  | { readonly type: "machine-gone"; readonly arn: string }
  | { readonly type: "activity"; readonly activity: KeptActivity }
  | { readonly type: "activity-gone"; readonly arn: string }
  /** It runs from now on: for the first time, or again. */
  | { readonly type: "execution"; readonly execution: KeptExecution }
  | { readonly type: "events"; readonly arn: string; readonly events: readonly AwsHistoryEvent[] }
  | ({ readonly type: "end"; readonly arn: string } & Pick<ExecutionRecord, "redriveCount" | "redriveTime"> & {
        readonly result: ExecutionResult;
      })
  | { readonly type: "forgotten"; readonly arn: string };

/** A machine, with its versions and aliases as lists. */
export interface KeptMachine extends Omit<StoredMachine, "revision" | "versions" | "aliases" | "tags"> {
  readonly revision: KeptRevision;
  readonly versions: readonly (Omit<Version, "revision"> & { readonly revision: KeptRevision })[];
  readonly aliases: readonly Alias[];
  readonly tags: readonly Tag[];
}

/** A revision whose `definition` is an id. */
export type KeptRevision = Omit<Revision, "machine">;

/** An activity. */
export interface KeptActivity extends Omit<Activity, "tags"> {
  readonly tags: readonly Tag[];
}

/** What is known of an execution when it starts; its machine's `definition` is an id. */
export interface KeptExecution extends Pick<ExecutionRecord, "arn" | "name" | "input" | "startTime" | "traceHeader" | "mapRunArn"> {
  readonly machine: Omit<RunnableMachine, "machine">;
}

/** What a journal knows a definition by. */
export function definitionId(definition: string): string {
  return createHash("sha256").update(definition).digest("base64url");
}

/** A machine as it is now. */
export function keptMachine({ arn, name, type, createdAt, nextVersion, revision, versions, aliases, tags }: StoredMachine): KeptMachine {
  return {
    arn,
    name,
    type,
    createdAt,
    nextVersion,
    revision: keptRevision(revision),
    versions: [...versions.values()].map((version) => Object.assign({}, version, { revision: keptRevision(version.revision) })),
    aliases: [...aliases.values()],
    tags: listTags(tags),
  };
}

/** The definitions that a kept machine names. */
export function definitionsOf({ revision, versions }: StoredMachine): readonly string[] {
  return [revision, ...[...versions.values()].map((version) => version.revision)].map(({ definition }) => definition);
}

/** An activity as it is now. */
export function keptActivity({ arn, name, createdAt, tags }: Activity): KeptActivity {
  return { arn, name, createdAt, tags: listTags(tags) };
}

/** An execution as it started. */
export function keptExecution({ arn, name, input, startTime, traceHeader, mapRunArn, machine }: ExecutionRecord): KeptExecution {
  const { machine: _tree, definition, ...names } = machine;
  return { arn, name, input, startTime, traceHeader, mapRunArn, machine: { ...names, definition: definitionId(definition) } };
}

/** What happened next in an execution. */
export function eventsEntry(arn: string, events: readonly HistoryEvent[]): JournalEntry {
  return { type: "events", arn, events: historyToAws(events) };
}

function keptRevision({ id, updatedAt, definition, roleArn, settings }: Revision): KeptRevision {
  return { id, updatedAt, definition: definitionId(definition), roleArn, settings };
}
