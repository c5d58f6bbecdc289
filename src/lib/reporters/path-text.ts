import { withoutMiddle } from "../base/without-middle.ts";

/** Nobody reads a line of hundreds of states: how a path begins, and what comes before the trouble. */
const READ = { first: 4, last: 12 };

/** A failing path on one line: `ProcessOrder -> ProcessPayment (States.Timeout) -> ProcessRefund`. */
export function pathText(path: readonly { readonly state: string; readonly error: string | null; readonly skipped?: number }[]): string {
  const shown = withoutMiddle(path, READ);
  const texts = shown.map(({ state, error, skipped }) => {
    const text = error === null ? state : `${state} (${error})`;
    return skipped === undefined ? text : `… ${skipped} more … -> ${text}`;
  });
  return texts.join(" -> ");
}
