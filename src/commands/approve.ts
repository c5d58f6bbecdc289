import { UserError } from "../lib/base/user-error.ts";
import type { Config } from "../lib/config/config.ts";
import { printable } from "../lib/reporters/printable.ts";
import type { CallerIdentity } from "../lib/targets/endpoint/caller-identity.ts";
import { callerIdentity } from "../lib/targets/endpoint/caller-identity.ts";
import type { Endpoint } from "../lib/targets/endpoint/endpoint.ts";
import { isLoopback } from "../lib/targets/endpoint/endpoint.ts";
import type { Io } from "./io.ts";

/** What somebody has to allow. */
export interface Plan {
  /** What is going to happen, as a sentence without its end: `Run "order"`. */
  readonly what: string;
  readonly roleArn?: string | undefined;
  /** Faults are injected, so that the account must be one of those that the config allows where nobody can be asked. */
  readonly hasFaults: boolean;
  /** The account that an ARN of the command line names. */
  readonly account?: string | undefined;
}

/** What decides whether it is allowed. */
export interface Permission {
  readonly endpoint: Endpoint;
  readonly yes: boolean;
  readonly allowAccounts: readonly string[];
  readonly identify: () => Promise<CallerIdentity>;
}

/** What flags and config allow at an endpoint; who calls there is found out only where it matters. */
export function permissionAt(endpoint: Endpoint, yes: boolean | undefined, { target }: Pick<Config, "target">, io: Io): Permission {
  return {
    endpoint,
    yes: yes ?? false,
    allowAccounts: target.allowAccounts,
    identify: () => callerIdentity(endpoint, io.interrupted),
  };
}

/** Lets pass what happens on this machine, and what the person allows having seen account, region and role. @throws UserError where it is not allowed. */
export async function approve(plan: Plan, { endpoint, yes, allowAccounts, identify }: Permission, io: Io): Promise<void> {
  if (isLoopback(endpoint)) return;
  const { account, arn, region } = await identify();
  if (plan.account !== undefined && plan.account !== account) {
    throw new UserError(
      `The ARN is of account ${plan.account}, and the credentials (${arn}) are of account ${account}`,
      "Choose the other account's credentials with --profile.",
    );
  }
  const isAllowed = allowAccounts.includes(account);
  if (yes && (isAllowed || !plan.hasFaults)) return;
  const where = `in account ${account}, region ${region}, as ${arn}${plan.roleArn ? `, with the role ${plan.roleArn}` : ""}`;
  if (io.ask === undefined) {
    if (!yes) throw new UserError(`${plan.what} ${where}: nobody can be asked`, "Allow it with --yes.");
    throw new UserError(
      `${plan.what} ${where}: faults are not allowed there`,
      `Allow the account in saga.config.yaml: target: { allowAccounts: ["${account}"] }.`,
    );
  }
  const answer = await io.ask(printable(`${plan.what} ${where}? [y/N] `));
  if (!/^y(?:es)?$/i.test(answer.trim())) throw new UserError("Not allowed, so nothing was done");
}
