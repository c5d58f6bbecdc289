import { describe, expect, test } from "vitest";
import type { CheckedMachine } from "../../../src/lib/rules/check-machine.ts";
import { checkMachine } from "../../../src/lib/rules/check-machine.ts";
import type { Levels } from "../../../src/lib/rules/levels.ts";
import type { SagaDeclarations } from "../../../src/lib/saga/model.ts";
import { parseText } from "../../../src/lib/source/parse-text.ts";
import { onlyRules } from "./only-rules.ts";
import { task } from "./order-saga.ts";
import { paymentSaga } from "./payment-saga.ts";

const RULE = "compensation-no-retry";

async function checked(text: string, levels: Levels = {}, declarations: Partial<SagaDeclarations> = {}): Promise<CheckedMachine> {
  const parsed = await parseText({ file: "payment.asl.yaml", text });
  return checkMachine(
    { name: "payment", text: parsed, type: "STANDARD", declarations: { steps: {}, ...declarations } },
    { ...onlyRules(RULE), ...levels },
  );
}

/** What was found: `severity rule state`. */
function shown({ findings }: CheckedMachine): readonly string[] {
  return findings.map(({ severity, rule, state }) => `${severity} ${rule} ${state}`);
}

const FOUND = `error ${RULE} ProcessRefund`;

describe("a machine that is judged", () => {
  test.each([
    { name: "a saga is asked about by every rule", want: [FOUND] },
    { name: "a level that a person chose wins", levels: { [RULE]: "info" }, want: [`info ${RULE} ProcessRefund`] },
    { name: "a rule that is off finds nothing", levels: { [RULE]: "off" }, want: [] },
    {
      name: "a declaration of what is not there is an error",
      declarations: { steps: { ProcesPayment: { pivot: true } } },
      want: ["error saga/declaration null", FOUND],
    },
  ] as const)("$name", async ({ want, ...more }) => {
    const { levels = {}, declarations = {} } = { levels: undefined, declarations: undefined, ...more };
    expect(shown(await checked(paymentSaga(), levels, declarations))).toEqual(want);
  });

  test("one that is no saga earns one info: from which step on a failure leaves effects", async () => {
    expect((await checked(paymentSaga(), { "no-compensator": "error" }, { saga: false })).findings).toMatchObject([
      {
        rule: "no-compensator",
        severity: "info",
        state: "ProcessPayment",
        message: 'Where a later step fails, the effect of "ProcessPayment" stands: nothing is known to undo it',
      },
    ]);
    expect(shown(await checked(paymentSaga(), { "no-compensator": "off" }, { saga: false }))).toEqual([]);
  });

  test("a saga of which a part is a token is asked nothing, and says so: what seems to be missing may be there", async () => {
    const refund = `    Catch: "\${Catch}"\n    Comment: "saga-lint-disable ${RULE} the refund service retries by itself"\n`;
    const declarations = { steps: { PackOrder: { pivot: true } } };
    expect(shown(await checked(paymentSaga({ refund }), {}, declarations))).toEqual(["warning asl/unread-definition ProcessRefund"]);
  });

  test("a saga with a Retry that is a token is judged, but for what its retriers say", async () => {
    const refund = `    Retry: "\${Retry}"\n    Comment: "saga-lint-disable ${RULE} the refund service retries by itself"\n`;
    const levels = { "missing-catch": "error", "no-transient-retry": "info" } as const;
    expect(shown(await checked(paymentSaga({ refund }), levels))).toEqual([
      "error missing-catch ProcessPayment",
      "info no-transient-retry ProcessPayment",
      "info no-transient-retry ReserveInventory",
      "info asl/unread-retry ProcessRefund",
    ]);
    const elsewhere = paymentSaga({
      refund: '    Retry: "${Retry}"\n',
      comment: `# saga-lint-disable-next-line ${RULE} the start retries\n`,
    });
    expect(shown(await checked(elsewhere))).toEqual(["warning saga/suppression null", "info asl/unread-retry ProcessRefund"]);
    const allHidden = paymentSaga().replaceAll(/( +)Resource:/g, '$1Retry: ["${Retrier}"]\n$&');
    const rules = { ...levels, "pivot-no-retry": "error", "compensation-retry-narrow": "info" } as const;
    const found = shown(await checked(allHidden, rules, { steps: { ProcessPayment: { pivot: true } } }));
    expect(found.filter((each) => each.includes("retry"))).toEqual(
      ["ProcessPayment", "ReserveInventory", "ProcessRefund"].map((state) => `info asl/unread-retry ${state}`),
    );
  });

  test.each([
    { name: "that always gives its lock back earns none", caught: "States.ALL", want: [] },
    {
      name: "that keeps its lock after some errors is told of the way on which it does",
      caught: "BuildFailed",
      want: [
        {
          rule: "no-compensator",
          severity: "info",
          state: "AcquireLock",
          message: 'When RunBuild fails, the effect of "AcquireLock" stands: ReleaseLock does not run',
          hint: "Lead every error of RunBuild through ReleaseLock: Catch States.ALL.",
        },
      ],
    },
  ])("one that is no saga $name", async ({ caught, want }) => {
    const onError = { Catch: [{ ErrorEquals: [caught], ResultPath: "$.failure", Next: "ReleaseLock" }] };
    const States = {
      AcquireLock: task("AcquireLock", { Next: "RunBuild" }),
      RunBuild: task("RunBuild", { ...onError, Next: "ReleaseLock" }),
      ReleaseLock: task("ReleaseLock", { Retry: [{ ErrorEquals: ["States.ALL"] }] }),
    };
    const { findings, subject } = await checked(JSON.stringify({ StartAt: "AcquireLock", States }), { "no-compensator": "error" });
    expect(subject?.model.saga).toBe(false);
    expect(findings).toMatchObject(want);
    expect(findings).toHaveLength(want.length);
  });

  test("a text that cannot be read is a finding of the file, and no machine", async () => {
    const { subject, findings } = await checked("StartAt: [");
    expect(subject).toBeUndefined();
    expect(findings.map(({ rule, severity }) => [rule, severity])).toContainEqual(["asl/syntax", "error"]);
  });

  test("what is wrong with the type stands where the text around the definition speaks of it", async () => {
    const text = await parseText({ file: "payment.asl.yaml", text: paymentSaga() });
    const typeSpan = { start: 3, end: 10 };
    const { findings } = await checkMachine(
      { name: "payment", text, type: "EXPRESS", typeSpan, declarations: { steps: {} } },
      onlyRules("express-saga"),
    );
    expect(findings.map(({ rule, span }) => [rule, span])).toEqual([["express-saga", typeSpan]]);
  });

  test("findings of the language say in which state they stand", async () => {
    const text = paymentSaga({ refund: "    Retires: []\n", above: "" });
    expect(shown(await checked(text))).toEqual([FOUND, "error asl/schema ProcessRefund"]);
  });
});

describe("a suppression", () => {
  const because = "the refund service retries by itself";
  test.each([
    { name: "in a state's Comment", refund: `    Comment: "saga-lint-disable ${RULE} ${because}"\n` },
    {
      name: "beside other words and directives",
      refund: `    Comment: "pays back; saga-lint-disable ${RULE}: ${because}; see the wiki"\n`,
    },
    { name: "in the machine's Comment", comment: `Comment: "saga-lint-disable ${RULE} ${because}"\n` },
    { name: "on the line before", above: `  # saga-lint-disable-next-line ${RULE} ${because}\n` },
  ])("with a reason takes the finding away: $name", async ({ name: _, ...saga }) => {
    const result = await checked(paymentSaga(saga));
    expect({ shown: shown(result), suppressed: result.suppressed }).toEqual({ shown: [], suppressed: 1 });
  });

  test.each([
    {
      name: "without a reason it does not hold",
      saga: { refund: `    Comment: "saga-lint-disable ${RULE}"\n` },
      want: [FOUND, `error saga/suppression ProcessRefund: This suppresses ${RULE} without a reason`],
    },
    {
      name: "of a rule that there is not",
      saga: { refund: '    Comment: "saga-lint-disable compensation-no-retries they retry"\n' },
      want: [FOUND, 'error saga/suppression ProcessRefund: This suppresses "compensation-no-retries", and there is no such rule'],
    },
    {
      name: "where nothing is found",
      saga: { above: `  # saga-lint-disable-next-line ${RULE} ${because}\n\n` },
      want: [`warning saga/suppression null: This suppresses ${RULE}, which finds nothing here`, FOUND],
    },
  ])("is a finding itself: $name", async ({ saga, want }) => {
    const result = await checked(paymentSaga(saga));
    const texts = result.findings.map(({ severity, rule, state, message }) =>
      rule === "saga/suppression" ? `${severity} ${rule} ${state}: ${message}` : `${severity} ${rule} ${state}`,
    );
    expect({ texts, suppressed: result.suppressed }).toEqual({ texts: want, suppressed: 0 });
  });

  test("of a rule that is off is not held to finding anything", async () => {
    const text = paymentSaga({ refund: `    Comment: "saga-lint-disable ${RULE} ${because}"\n` });
    expect(shown(await checked(text, { [RULE]: "off" }))).toEqual([]);
  });
});
