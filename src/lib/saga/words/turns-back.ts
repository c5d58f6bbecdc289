/** Whether a word more or other says that it goes the other way: ScaleDownService after ScaleUpService, ShiftTrafficBack after ShiftTraffic, StopWorkers after RunWorkers. */
export function turnsBack(forward: readonly string[], named: readonly string[]): boolean {
  const undo = withoutOccasion(named);
  if (undo.length === forward.length + 1) return undo.at(-1) === "back" && forward.every((token, at) => token === undo[at]);
  const isTurned = (token: string, at: number): boolean => areOpposite(token, undo[at] ?? "");
  return (
    undo.length === forward.length &&
    forward.filter(isTurned).length === 1 &&
    forward.every((token, at) => token === undo[at] || isTurned(token, at))
  );
}

/** Whether one word turns the other round, though by itself it may be no verb: run and stop, up and down, match and unmatch. */
export function areOpposite(word: string, other: string): boolean {
  return OPPOSITES.get(word) === other || (other.endsWith(word) && TURNING.has(other.slice(0, -word.length)));
}

const OPPOSITES: ReadonlyMap<string, string> = new Map(
  Object.entries({ up: "down", down: "up", in: "out", out: "in", on: "off", off: "on", run: "stop" }),
);
const TURNING = new Set(["un", "de", "dis"]);

/** The words without what tells upon what it happens: `after payment failure` of ScaleDownAfterPaymentFailure. */
function withoutOccasion(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word, place) => place > 0 && OCCASIONS.has(word));
  return at === -1 ? words : words.slice(0, at);
}

const OCCASIONS = new Set(["after", "when", "because", "if", "due"]);
