import type { CaughtBy, ErrorRoute, RetryPlan, RouteStop } from "../runs/error-route.ts";
import { printable } from "./printable.ts";
import type { Layout } from "./text-style.ts";
import { wrap } from "./wrap.ts";

/** What becomes of an error, as a person reads it: each retrier and catcher in the order in which they fire. Ends with a newline. */
export function errorRouteText(route: ErrorRoute, { width, paint }: Layout): string {
  const { state, error, stops, escapes, escaping } = route;
  const paragraph = (text: string, indent: string): readonly string[] => wrap(printable(text), width, indent, `${indent}  `);
  const lines = [
    ...paragraph(`${error} in ${state}`, "").map((line) => paint.bold(line)),
    ...stops.flatMap((stop, index) => [
      ...(index === 0 ? [] : paragraph(`${stop.state} fails with ${stop.error}`, "  ")),
      ...stopTexts(stop).flatMap((text) => paragraph(text, "    ")),
    ]),
    ...(escapes
      ? paragraph(`It escapes: the execution fails with ${stops.at(-1)?.error ?? error}.`, "  ").map((line) => paint.red(line))
      : []),
    ...(escaping === null ? [] : ["", ...escapingLines(state, escaping, paragraph)]),
  ];
  return `${lines.join("\n")}\n`;
}

function stopTexts({ state, retry, catch: caught }: RouteStop): readonly string[] {
  return [
    retry === null ? `no retrier of ${state} takes it` : retryText(state, retry),
    caught === null ? `no catcher of ${state} takes it` : catchText(state, caught),
  ];
}

function retryText(state: string, { index, errorEquals, maxAttempts, waits, jitter }: RetryPlan): string {
  const name = `Retry[${index}] of ${state} (${errorEquals.join(", ")})`;
  if (maxAttempts === 0) return `${name} takes it and tries nothing again: MaxAttempts is 0`;
  const more = maxAttempts > waits.length ? ", …" : "";
  const times = `${maxAttempts} ${maxAttempts === 1 ? "time" : "times"}`;
  return `${name} tries again at most ${times}, after ${waits.map(seconds).join(", ")}${more}${jitter ? ", or less by jitter" : ""}`;
}

function seconds(value: number): string {
  return `${Number(value.toFixed(2))} s`;
}

function catchText(state: string, { index, errorEquals, next, resultPath }: CaughtBy): string {
  return `Catch[${index}] of ${state} (${errorEquals.join(", ")}) goes to ${next}${resultText(resultPath)}`;
}

function resultText(resultPath: CaughtBy["resultPath"]): string {
  if (resultPath === undefined) return "";
  if (resultPath === null) return ", with the input as it was";
  return resultPath === "$" ? ", with {Error, Cause} in place of the input" : `, with {Error, Cause} at ${resultPath}`;
}

function escapingLines(
  state: string,
  escaping: readonly string[],
  paragraph: (text: string, indent: string) => readonly string[],
): readonly string[] {
  if (escaping.length === 0) return paragraph(`Of the errors that ${state} can raise, none escapes.`, "");
  return [
    ...paragraph(`Of the errors that ${state} can raise, these escape (UnnamedError stands for any that is not named):`, ""),
    ...escaping.flatMap((error) => paragraph(error, "  ")),
  ];
}
