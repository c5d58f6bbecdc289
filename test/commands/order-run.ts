import { join } from "node:path";
import type { CommandResult, TestWorld } from "../test-io.ts";
import { ORDER_SAGA, runCommand } from "../test-io.ts";

/** One run of the order saga, as far as its text and its history tell. */
export interface OrderRun {
  readonly exitCode: number;
  readonly outcome: string;
  /** The states it entered, in order. */
  readonly path: readonly string[];
  /** What it changed in the tables: the lines below "Tables", with wrapped lines joined. */
  readonly tables: readonly string[];
}

const HISTORY = join(ORDER_SAGA, "history.json");

/** `saga-cli run DEFINITION --fail-at FAULT…` with chance fixed and the history kept. */
export async function runOrder(definition: string, faults: readonly string[], flags: readonly string[] = []): Promise<OrderRun> {
  const result = await runWithHistory(definition, [...faults.flatMap((fault) => ["--fail-at", fault]), ...flags]);
  return {
    exitCode: result.exitCode,
    outcome: /^Verdict: ([a-z-]+)/m.exec(result.stdout)?.[1] ?? result.stderr,
    path: events(result).flatMap(({ type, stateEnteredEventDetails }) =>
      type.endsWith("StateEntered") ? [stateEnteredEventDetails?.name ?? ""] : [],
    ),
    tables: section(result.stdout, "Tables"),
  };
}

/** The same as it came, with the history written. */
export async function runWithHistory(definition: string, flags: readonly string[], world: TestWorld = {}): Promise<CommandResult> {
  return runCommand(["run", definition, "--seed", "1", "--history-out", HISTORY, ...flags], { cwd: ORDER_SAGA, ...world });
}

/** An event as GetExecutionHistory writes it, as far as these tests read it. */
export interface WrittenEvent {
  readonly id: number;
  readonly type: string;
  readonly timestamp: string;
  readonly previousEventId: number;
  readonly stateEnteredEventDetails?: { readonly name: string };
  readonly stateExitedEventDetails?: { readonly name: string };
}

/** The history that a run wrote. */
export function events({ written }: CommandResult): readonly WrittenEvent[] {
  return (JSON.parse(written.get(HISTORY) ?? '{"events":[]}') as { events: readonly WrittenEvent[] }).events;
}

/** The paragraphs of a section of the report, each on one line. */
export function section(text: string, title: string): readonly string[] {
  const start = text.indexOf(`\n${title}\n`);
  if (start === -1) return [];
  const body = text.slice(start + title.length + 2);
  const end = body.search(/\n(?:\n|$)/);
  return (end === -1 ? body : body.slice(0, end))
    .replaceAll(/\n {4,}/g, " ")
    .split("\n")
    .map((line) => line.trim());
}
