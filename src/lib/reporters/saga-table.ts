import type { SagaModel } from "../saga/model.ts";
import type { CompensationRecord, Effect, Outcome, Verdict } from "../verify/verdict.ts";
import type { Cell } from "./columns.ts";
import { columns } from "./columns.ts";
import { printable } from "./printable.ts";
import type { Paint, TextStyle } from "./text-style.ts";

const EFFECT_TONE = { done: "green", failed: "dim", unknown: "yellow" } as const;
/** The colour of what became of a compensation. */
export const STATUS_TONE: Readonly<Record<CompensationRecord["status"], "green" | "red" | "yellow" | "dim">> = {
  done: "green",
  failed: "red",
  unknown: "yellow",
  missing: "red",
  "not-needed": "dim",
};

/** The saga log as lines: step, effect, compensation and its state; forward steps that were never reached stand below. */
export function sagaTable(verdict: Verdict, model: SagaModel, { width, paint }: TextStyle): readonly string[] {
  const header = ["STEP", "EFFECT", "COMPENSATION", "STATE"].map((text): Cell => ({ text, paint: paint.bold }));
  const rows = [...verdict.effects.map((effect) => effectRow(effect, verdict, paint)), ...unreachedRows(verdict, model, paint)];
  return rows.length === 0 ? [] : columns([header, ...rows], width - 2).map((line) => `  ${line}`);
}

/** An effect's step as people name it, with its place in Maps. */
export function sagaPlace({ step, iteration }: Effect): string {
  return printable(iteration === null ? step : `${iteration}/${step}`);
}

type Status = CompensationRecord["status"];

interface SoFar {
  readonly effects: Partial<Record<Effect["effect"] | "not reached", string>>;
  readonly statuses: Partial<Record<Status, string>>;
}

/** What is said where the history is not whole: what it does not show may be still to come, or be among what is missing. */
const SO_FAR: Partial<Record<Outcome, SoFar>> = {
  running: { effects: { unknown: "not known yet" }, statuses: { missing: "not yet", unknown: "not known yet" } },
  unproven: { effects: { "not reached": "not seen" }, statuses: { missing: "not seen", "not-needed": "not known" } },
};

function effectRow(row: Effect, { outcome }: Verdict, paint: Paint): readonly Cell[] {
  const { effect, source } = row;
  const { state, status } = row.compensation;
  const { effects, statuses } = SO_FAR[outcome] ?? {};
  const effectWord = effects?.[effect] ?? effect;
  const open = statuses?.[status];
  return [
    { text: sagaPlace(row) },
    { text: source === "injected" ? `${effectWord} (injected)` : effectWord, paint: paint[EFFECT_TONE[effect]] },
    { text: state === null ? "–" : printable(state) },
    open === undefined ? { text: statusWord(status), paint: paint[STATUS_TONE[status]] } : { text: open, paint: paint.yellow },
  ];
}

function statusWord(status: Status): string {
  return status === "not-needed" ? "not needed" : status;
}

function unreachedRows(verdict: Verdict, model: SagaModel, { dim }: Paint): readonly (readonly Cell[])[] {
  const { effects, statuses } = SO_FAR[verdict.outcome] ?? {};
  const reached = new Set(verdict.effects.map(({ step }) => step));
  return [...model.steps.values()]
    .filter(({ role, state }) => role === "forward" && !reached.has(state))
    .map(({ state, compensations }) => [
      { text: printable(state), paint: dim },
      { text: effects?.["not reached"] ?? "not reached", paint: dim },
      { text: printable(compensations.join(", ") || "–"), paint: dim },
      { text: statuses?.["not-needed"] ?? "not needed", paint: dim },
    ]);
}
