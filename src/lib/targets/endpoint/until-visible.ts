import { EXIT, UserError } from "../../base/user-error.ts";
import { createBell } from "./bell.ts";
import { isLoopback } from "./endpoint.ts";
import type { SfnClient } from "./sfn-client.ts";

/** How often a change is looked for, and the pauses between two looks, in ms. */
const PATIENCE: Patience = { looks: 30, shortest: 200, longest: 3000, onLoopback: 10, growth: 1.5 };

/** How long somebody waits. */
interface Patience {
  readonly looks: number;
  readonly shortest: number;
  readonly longest: number;
  readonly onLoopback: number;
  readonly growth: number;
}

/** Waits until a change that was made shows in what the endpoint answers, which may take seconds. @throws UserError (exit code 3) where it does not show within a minute. */
export async function untilVisible(
  client: Pick<SfnClient, "endpoint">,
  what: string,
  isVisible: () => Promise<boolean>,
  signal: AbortSignal | undefined,
  patience: Patience = PATIENCE,
): Promise<void> {
  const { looks, shortest, longest, onLoopback, growth } = patience;
  const bell = createBell();
  let pause = isLoopback(client.endpoint) ? onLoopback : shortest;
  for (let look = 0; look < looks; look += 1) {
    if (await isVisible()) return;
    await bell.pause(pause, signal);
    pause = Math.min(pause * growth, longest);
  }
  const hint = "It was accepted all the same. Repeat the command: it goes on from what it finds.";
  throw new UserError(`${what} does not show at the endpoint`, hint, undefined, EXIT.target);
}
