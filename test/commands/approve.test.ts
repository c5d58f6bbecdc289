import { describe, expect, test } from "vitest";
import { approve } from "../../src/commands/approve.ts";
import type { Plan } from "../../src/commands/approve.ts";
import type { Io } from "../../src/commands/io.ts";

const identity = { account: "123456789012", arn: "arn:aws:iam::123456789012:user/ann", region: "eu-west-1" };
const plan: Plan = { what: 'Run "order"', roleArn: "arn:aws:iam::123456789012:role/orders", hasFaults: false };
const faults: Plan = { ...plan, hasFaults: true };
const WHERE =
  'Run "order" in account 123456789012, region eu-west-1, as arn:aws:iam::123456789012:user/ann, with the role arn:aws:iam::123456789012:role/orders';

interface Case {
  readonly name: string;
  readonly plan: Plan;
  readonly url?: string;
  readonly yes?: boolean;
  readonly allowAccounts?: readonly string[];
  /** What the person answers; nobody can be asked where it is not said. */
  readonly answer?: string;
  readonly want: { readonly asked: readonly string[]; readonly refused: string | null };
}

const passes = { asked: [], refused: null };
const asked = { asked: [`${WHERE}? [y/N] `], refused: null };

describe("what leaves this machine", () => {
  test.each<Case>([
    { name: "does not, at a loopback endpoint", plan: faults, url: "http://127.0.0.1:8083", want: passes },
    { name: "is asked about", plan, answer: "y", want: asked },
    { name: "is refused by any other answer", plan, answer: "", want: { ...asked, refused: "Not allowed, so nothing was done" } },
    { name: "is asked about at any other endpoint, too", plan, url: "http://10.0.0.7:8083", answer: "yes", want: asked },
    { name: "passes with --yes", plan, yes: true, want: passes },
    { name: "is refused where nobody can be asked", plan, want: { asked: [], refused: `${WHERE}: nobody can be asked` } },
    { name: "passes with faults where account and --yes allow it", plan: faults, yes: true, allowAccounts: ["123456789012"], want: passes },
    {
      name: "is refused with faults in another account",
      plan: faults,
      yes: true,
      allowAccounts: ["999999999999"],
      want: { asked: [], refused: `${WHERE}: faults are not allowed there` },
    },
    { name: "is asked about with faults in another account", plan: faults, yes: true, answer: "Y", want: asked },
    {
      name: "is refused for another account's ARN",
      plan: { ...plan, account: "999999999999" },
      yes: true,
      want: {
        asked: [],
        refused: "The ARN is of account 999999999999, and the credentials (arn:aws:iam::123456789012:user/ann) are of account 123456789012",
      },
    },
  ])("$name", async ({ plan, url, yes = false, allowAccounts = [], answer, want }) => {
    const questions: string[] = [];
    const ask: Io["ask"] =
      answer === undefined
        ? undefined
        : (question) => {
            questions.push(question);
            return Promise.resolve(answer);
          };
    const endpoint = { url, region: "eu-west-1", profile: undefined };
    const permission = { endpoint, yes, allowAccounts, identify: () => Promise.resolve(identity) };
    let refused: string | null = null;
    await approve(plan, permission, { ask } as Io).catch((error: Error) => {
      refused = error.message;
    });
    expect({ asked: questions, refused }).toEqual(want);
  });
});
