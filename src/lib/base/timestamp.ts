const ISO_8601 = /^(\d{4})-(\d{2})-(\d{2})T(?!24)\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * An ISO 8601 timestamp as the states language wants it (a capital T, seconds, Z or an offset), in ms since the epoch;
 * undefined where the text is not one. Source: https://states-language.net/spec.html#timestamps
 */
export function parseTimestamp(text: string): number | undefined {
  const [, year, month, day] = ISO_8601.exec(text) ?? [];
  // Date.parse takes 30 February for 1 March.
  if (year === undefined || Number(day) > new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
