// A history as long as AWS allows: running the loop that fills it and writing it as AWS's JSON, against JSON.stringify of the same events.
import { historyText, historyToAws, parseMachine, parseText, runMachine } from "../dist/lib/index.js";
import { input } from "./order-saga.js";
import { measurePairs } from "./pairs.js";

const LOOP = { StartAt: "Ping", States: { Ping: { Type: "Pass", Next: "Pong" }, Pong: { Type: "Pass", Next: "Ping" } } };

/** One figure, in ms. */
export async function* longHistory(pairs) {
  const { machine } = parseMachine(await parseText({ file: "loop.json", text: JSON.stringify(LOOP) }));
  const run = () => runMachine({ machine, input, perform: () => ({ type: "silent" }) });
  const events = historyToAws(run().events);
  const subject = timeOf(() => historyText(run().events));
  const base = timeOf(() => JSON.stringify({ events }));
  const name = `${events.length} events`;
  yield { name, target: "at most", limit: 6, unit: "ms", ...(await measurePairs(pairs, subject, base)) };
}

function timeOf(work) {
  return () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  };
}
