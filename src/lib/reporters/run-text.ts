import type { Escape, FaultReport, RunReport } from "../runs/run-report.ts";
import { causeSummary } from "./cause-summary.ts";
import { displayWidth } from "./display-width.ts";
import { failureLines } from "./failure-lines.ts";
import { printable } from "./printable.ts";
import { tableChangeLines } from "./table-changes.ts";
import { sectionsText } from "./sections.ts";
import type { TextStyle } from "./text-style.ts";
import { verdictSections } from "./verdict-text.ts";
import { wrap } from "./wrap.ts";

/**
 * A run as a person reads it once its timeline is over: how it ended, the saga table, the verdict and what to do next, the tables,
 * the messages sent, and the errors that would escape. Ends with a newline.
 */
export function runText(report: RunReport, style: TextStyle): string {
  const sections = [
    endLines(report, style),
    // The ARN of an execution that is gone by now names nothing.
    ...verdictSections({ ...report, executionArn: report.remains ? report.executionArn : null }, style),
    tableLines(report, style),
    outboxLines(report, style),
    simulatedLines(report, style),
    faultLines(report.faults, style),
    escapeLines(report.escapes, style),
    failureLines(report.failures, style),
  ];
  return sectionsText(sections);
}

function endLines(
  { machine, status, error, cause, startedAt, stoppedAt }: RunReport,
  { width, paint, includeData }: TextStyle,
): readonly string[] {
  const reason = cause === null || includeData ? cause : causeSummary(cause);
  const why = [error, reason].filter((part) => part !== null && part !== "").join(": ");
  const took = `${((stoppedAt - startedAt) / 1000).toFixed(3)} s`;
  const text = `${printable(machine)} ${status} after ${took}${why === "" ? "" : `: ${printable(why)}`}`;
  return wrap(text, width, "", "  ").map((line) => paint.bold(line));
}

function tableLines({ tables }: RunReport, style: TextStyle): readonly string[] {
  return tables === null ? [] : [style.paint.bold("Tables"), ...tableChangeLines(tables.changes, style)];
}

function outboxLines({ outbox }: RunReport, { width, paint }: TextStyle): readonly string[] {
  if (outbox.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { service, destination, state } of outbox) {
    const line = printable(`${service} ${destination} from ${state}`);
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [
    paint.bold("Messages (kept here, none was sent)"),
    ...[...counts].flatMap(([line, count]) => wrap(`${count} × ${line}`, width, "  ", "    ")),
  ];
}

function simulatedLines({ simulated, misnamed }: RunReport, { width, paint }: TextStyle): readonly string[] {
  if (simulated.length === 0) return [];
  const names = simulated.map(printable).join(", ");
  const lines = [
    `Simulated, for want of a task in saga.config.yaml: ${names}`,
    ...misnamed.map(({ task, state }) => printable(`Its tasks name "${task}", which is no state here: did you mean "${state}"?`)),
  ];
  return lines.flatMap((line) => wrap(line, width, "", "  ")).map((line) => paint.yellow(line));
}

function faultLines(faults: readonly FaultReport[], { width, paint }: TextStyle): readonly string[] {
  if (faults.length === 0) return [];
  return [
    paint.bold("Faults"),
    ...faults.flatMap(({ text, hits, unobserved = false }) => {
      const tone = hits === 0 && !unobserved ? paint.red : paint.dim;
      const count = unobserved
        ? "hit or not: an EXPRESS execution does not tell"
        : hits === 0
          ? "never hit"
          : hits === 1
            ? "hit once"
            : `hit ${hits} times`;
      return wrap(`${printable(text)}: ${count}`, width, "  ", "    ").map((line) => tone(line));
    }),
  ];
}

function escapeLines(escapes: readonly Escape[], { width, paint }: TextStyle): readonly string[] {
  if (escapes.length === 0) return [];
  return [
    ...wrap("Errors that would escape uncompensated, and how to try each", width, "").map((line) => paint.bold(line)),
    ...escapes.flatMap(({ state, error, command }) => {
      const what = `  ${printable(state)}: ${printable(error)}`;
      const how = paint.cyan(printable(command));
      // A command is never broken: it is there to be copied.
      const fits = displayWidth(what) + 2 + displayWidth(printable(command)) <= width;
      return fits ? [`${what}  ${how}`] : [...wrap(what.trimStart(), width, "  ", "    "), `    ${how}`];
    }),
  ];
}
