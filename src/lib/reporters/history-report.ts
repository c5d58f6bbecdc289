import type { HistoryReport } from "../runs/executions/verify-history.ts";
import { failureLines } from "./failure-lines.ts";
import { sectionsText } from "./sections.ts";
import type { TextStyle } from "./text-style.ts";
import { verdictJson } from "./verdict-json.ts";
import { verdictSections } from "./verdict-text.ts";

/** What a history proves, as a person reads it. Ends with a newline. */
export function historyText({ verdict, model, executionArn, redriveUntil, failures }: HistoryReport, style: TextStyle): string {
  const deadline = redriveUntil === null ? [] : [`AWS lets it be redriven until ${new Date(redriveUntil).toISOString()}.`];
  const sections = [...verdictSections({ verdict, model, executionArn }, style), deadline, failureLines(failures, style)];
  return sectionsText(sections);
}

/** The verdict as JSON (docs/verdicts.md#as-json). */
export function historyJson({ verdict, executionArn }: HistoryReport, includeData: boolean): string {
  return `${JSON.stringify({ version: 1, executionArn, verdict: verdictJson(verdict, includeData) }, null, 2)}\n`;
}
