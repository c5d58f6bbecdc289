import type { JsonValue } from "../../base/json.ts";
import type { Rng } from "../../base/ports.ts";
import type { Execution } from "../../engine/execution.ts";
import { startExecution } from "../../engine/start-execution.ts";
import { History } from "../../history/history.ts";
import type { TaskAnswers } from "../../tasks/perform-tasks.ts";
import type { ExecutionRecord } from "../embedded/execution-record.ts";
import { mapRunFinder, recordOf } from "../embedded/execution-record.ts";
import type { RunnableMachine } from "../embedded/runnable-machine.ts";
import { identityOf, machineToRun } from "../embedded/runnable-machine.ts";
import type { ExecutionArchive } from "./execution-archive.ts";
import type { ExecutionTree } from "./execution-tree.ts";

/** An execution that is to begin. */
export interface Beginning {
  readonly machine: RunnableMachine;
  readonly arn: string;
  readonly name: string;
  readonly input: JsonValue;
  /** The input as it was given. */
  readonly inputText: string;
  readonly traceHeader?: string | undefined;
  readonly tree: ExecutionTree;
  readonly answers: TaskAnswers;
}

/** Hears of an execution. */
export type Listener = (record: ExecutionRecord) => void;

/** Who hears of executions as they begin and end. */
export interface FamilyListeners {
  /** Of every one, children of Map runs included. */
  readonly onStart?: Listener;
  /** Of an execution, not of its Map runs' children. */
  readonly onEnd?: Listener;
}

/** Executions, each with the children of its Map runs: they stand in the archive, end and are forgotten together. */
export interface ExecutionFamilies {
  /** Begins an execution in its tree. */
  readonly begin: (beginning: Beginning) => ExecutionRecord;
  /** An execution, and the children of its Map runs, however deep. */
  readonly of: (record: ExecutionRecord) => readonly ExecutionRecord[];
  /** The tree that an execution runs in; undefined for one that an earlier process ran, or that needs none any more. */
  readonly treeOf: (record: ExecutionRecord) => ExecutionTree | undefined;
  /** Has somebody hear when an execution ends; gives the execution. */
  readonly listenTo: (record: ExecutionRecord, onEnd: Listener | undefined) => ExecutionRecord;
}

/** No families yet; their executions are kept in this archive. */
export function createFamilies(archive: ExecutionArchive, rng: Rng, { onStart, onEnd }: FamilyListeners): ExecutionFamilies {
  const trees = new WeakMap<Execution, ExecutionTree>();
  const families = new WeakMap<ExecutionRecord, readonly ExecutionRecord[]>();
  const listeners = new WeakMap<ExecutionRecord, readonly Listener[]>();

  function begin({ machine, arn, name, input, inputText, traceHeader, tree, answers }: Beginning): ExecutionRecord {
    const family: ExecutionRecord[] = [];
    const adopt = (execution: Execution, text: string, mapRunArn?: () => string | undefined): ExecutionRecord => {
      // What a family publishes stands with its parent.
      const ofChild = mapRunArn && { mapRunArn, outbox: [] };
      const parts = { machine, input: text, traceHeader, outbox: answers.outbox, ...ofChild };
      const record = recordOf(execution, parts);
      family.push(record);
      trees.set(execution, tree);
      tree.performers.set(record.arn, answers.perform);
      archive.add(record);
      onStart?.(record);
      return record;
    };
    const execution = startExecution(tree.simulation, {
      machine: machineToRun(machine),
      identity: identityOf(machine, arn, name),
      input,
      rng,
      history: new History(),
      onChild: (child) => void adopt(child, JSON.stringify(child.input), mapRunFinder(family, child.identity.executionArn)),
      onEnd: () => finish(record),
    });
    const record = adopt(execution, inputText);
    families.set(record, family);
    return record;
  }

  function finish(record: ExecutionRecord): void {
    const family = familyOf(record);
    for (const ended of family) archive.finish(ended);
    for (const listener of listeners.get(record) ?? []) listener(record);
    listeners.delete(record);
    onEnd?.(record);
    // Nothing in the API tells of an EXPRESS execution that has ended.
    if (record.machine.type === "EXPRESS") for (const ended of family) archive.forget(ended);
  }

  function familyOf(record: ExecutionRecord): readonly ExecutionRecord[] {
    return families.get(record) ?? [record];
  }

  return {
    begin,
    of: familyOf,
    treeOf: ({ execution }) => execution && trees.get(execution),
    listenTo(record, added) {
      if (added) listeners.set(record, [...(listeners.get(record) ?? []), added]);
      return record;
    },
  };
}
