// Executions per second of the order saga, against aws-local-stepfunctions with the same tasks. Each pair of programs has a process of its
// own, in which nothing else has trained the compiler.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const CASES = [
  ...["happy", "failing"].flatMap((workload) => [
    { name: `${workload}, history kept`, workload, kind: "kept", target: "at least", limit: 10 },
    { name: `${workload}, as AWS's JSON`, workload, kind: "serialised", target: "at least", limit: 1.5 },
    { name: `${workload}, JSONata, history kept`, workload, kind: "jsonata" },
  ]),
  { name: "chain of 100 Pass", workload: "chain of 100 Pass", kind: "machine", target: "at least", limit: 12 },
  { name: "Map of 1000", workload: "Map of 1000", kind: "machine", target: "at least", limit: 8 },
  { name: "Parallel of 10", workload: "Parallel of 10", kind: "machine", target: "at least", limit: 8 },
];

/** Figures in executions per second: happy and failing, history kept, history serialised, and the JSONata variant, and other shapes. */
export async function* executions(pairs) {
  for (const { workload, kind, ...about } of CASES) {
    const child = fork(join(import.meta.dirname, "execution-case.js"), [workload, kind, String(pairs)]);
    const [figures] = await once(child, "message");
    yield { ...about, unit: "executions/s", ...figures };
  }
}
