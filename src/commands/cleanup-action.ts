import { EXIT } from "../lib/base/user-error.ts";
import { printable } from "../lib/reporters/printable.ts";
import { configFor } from "../lib/runs/machine/locate-machine.ts";
import { findLeftovers, removeLeftover } from "../lib/targets/remote/leftovers.ts";
import { approve, permissionAt } from "./approve.ts";
import type { EndpointOptions } from "./endpoint-options.ts";
import { openEndpoint } from "./endpoint-options.ts";
import type { Io } from "./io.ts";

/** The flags of `saga-cli cleanup`, as commander gives them. */
export interface CleanupOptions extends EndpointOptions {
  readonly target?: "aws" | "local";
  /** Minutes. */
  readonly olderThan: number;
  readonly dryRun?: boolean;
  readonly config?: string;
  readonly yes?: boolean;
}

const MS_PER_MINUTE = 60_000;

/** Lists what has saga-cli's tag, and deletes it; gives the exit code. */
export async function cleanupAction(options: CleanupOptions, io: Io): Promise<number> {
  const { olderThan, dryRun = false, yes, config: file } = options;
  const { interrupted } = io;
  const config = await configFor(io.files, io.cwd, { target: ".", config: file });
  const client = await openEndpoint(options, config, io);
  try {
    const newest = io.clock.now() - olderThan * MS_PER_MINUTE;
    const found = (await findLeftovers(client, interrupted)).filter(({ createdAt }) => olderThan === 0 || createdAt <= newest);
    const names = found.map(({ name }) => printable(name));
    if (dryRun || names.length === 0) {
      io.stdout.write(names.length === 0 ? "Nothing is left.\n" : `${names.join("\n")}\n`);
      return EXIT.ok;
    }
    await approve({ what: `Delete ${names.join(", ")}`, hasFaults: false }, permissionAt(client.endpoint, yes, config, io), io);
    for (const leftover of found) {
      await removeLeftover(client, leftover, interrupted);
      io.stdout.write(`Deleted ${printable(leftover.name)}\n`);
    }
    return EXIT.ok;
  } finally {
    client.close();
  }
}
