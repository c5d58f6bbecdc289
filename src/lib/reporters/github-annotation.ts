import { printable } from "./printable.ts";

/** One annotation of a GitHub Actions log: a line, without its end, that harms no terminal. Empty sentences and properties without a value are left out. https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
export function githubAnnotation(
  command: "error" | "warning" | "notice",
  properties: Readonly<Record<string, string | number | undefined>>,
  sentences: readonly string[],
): string {
  const shown = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${propertyText(String(value))}`],
  );
  const lines = sentences.filter((sentence) => sentence !== "").map(dataText);
  return `::${command} ${shown.join(",")}::${lines.join("%0A")}`;
}

function dataText(text: string): string {
  return text.split("\n").map(printable).join("\n").replaceAll("%", "%25").replaceAll("\n", "%0A");
}

function propertyText(text: string): string {
  return dataText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
