import type { StateMachine } from "../../src/lib/asl/ast.ts";
import { parseMachine } from "../../src/lib/asl/parse-machine.ts";
import type { JsonValue } from "../../src/lib/base/json.ts";
import { runMachine } from "../../src/lib/engine/run-machine.ts";
import type { AwsHistoryEvent } from "../../src/lib/history/aws-json.ts";
import { historyToAws } from "../../src/lib/history/aws-json.ts";
import { parseJson } from "../../src/lib/source/parse-json.ts";
import type { MockedAnswer, MockTestCase } from "../../src/lib/tasks/mock-config.ts";
import { mockPerformer } from "../../src/lib/tasks/mock-performer.ts";
import type { Mock, RecordedCase } from "./recorded-case.ts";

/** What a run of a case left; null where it has none. */
export interface CaseRun {
  readonly events: readonly AwsHistoryEvent[];
  readonly status: string;
  /** JSON text. */
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
}

const REGION = "arn:aws:states:us-east-1:111111111111";
/** The account is the recordings' own. */
const IDENTITY = {
  executionArn: `${REGION}:execution:recorded:run`,
  name: "run",
  stateMachineArn: `${REGION}:stateMachine:recorded`,
  stateMachineName: "recorded",
  roleArn: "arn:aws:iam::111111111111:role/recorded",
  region: "us-east-1",
};

/** Runs a case on the engine in virtual time. Throws where the definition has errors or a mock is missing. */
export async function runCase(recorded: RecordedCase): Promise<CaseRun> {
  const mocked = mockPerformer(testCaseOf(recorded));
  const { events, result } = await runMachine({
    machine: machineOf(recorded),
    input: JSON.parse(recorded.input ?? "{}") as JsonValue,
    perform(request) {
      const reply = mocked(request);
      if (reply === undefined) throw new Error(`State ${request.state} has no mock`);
      return reply;
    },
    identity: IDENTITY,
    startTime: Date.parse(`${recorded.relative_to ?? "2026-01-05T09:30:00"}Z`),
  });
  const ended = { events: historyToAws(events), status: result.status };
  if (result.status === "SUCCEEDED") return { ...ended, output: JSON.stringify(result.output), error: null, cause: null };
  return { ...ended, output: null, error: result.error ?? null, cause: result.cause ?? null };
}

function machineOf({ id, definition }: RecordedCase): StateMachine {
  const { source, root, diagnostics } = parseJson({ file: id, text: definition });
  const parsed = root === undefined ? undefined : parseMachine({ source, root });
  const errors = [...diagnostics, ...(parsed?.diagnostics ?? [])].filter(({ severity }) => severity === "error");
  if (parsed?.machine !== undefined && errors.length === 0) return parsed.machine;
  throw new Error(`The definition is refused: ${errors.map(({ code, message }) => `${code}: ${message}`).join("; ")}`);
}

function testCaseOf({ id, mocks }: RecordedCase): MockTestCase {
  const states = Object.entries(mocks).map(([state, answers]) => {
    const attempts = answers.map((mock, index) => ({ first: index, last: index, answer: answerOf(mock) }));
    return [state, { name: state, attempts, location: { file: id } }] as const;
  });
  return { name: id, states: new Map(states) };
}

function answerOf({ return: output = null, throw: failure }: Mock): MockedAnswer {
  if (failure === undefined) return { type: "return", output };
  const { Error: error, Cause: cause } = failure;
  return { type: "throw", ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
}
