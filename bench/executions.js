// Executions per second of the order saga, against aws-local-stepfunctions with the same tasks. Each pair of programs has a process of its
// own, in which nothing else has trained the compiler.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const CASES = ["happy", "failing"].flatMap((tasks) => [
  { name: `${tasks}, history kept`, tasks, kind: "kept", target: "at least", limit: 10 },
  { name: `${tasks}, as AWS's JSON`, tasks, kind: "serialised", target: "at least", limit: 1.5 },
  { name: `${tasks}, JSONata, history kept`, tasks, kind: "jsonata" },
]);

/** Figures in executions per second: happy and failing, history kept, history serialised, and the JSONata variant. */
export async function* executions(pairs) {
  for (const { tasks, kind, ...about } of CASES) {
    const child = fork(join(import.meta.dirname, "execution-case.js"), [tasks, kind, String(pairs)]);
    const [figures] = await once(child, "message");
    yield { ...about, unit: "executions/s", ...figures };
  }
}
