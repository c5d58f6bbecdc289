import { configFor } from "../lib/runs/machine/locate-machine.ts";
import type { MachineReference } from "../lib/runs/machine/locate-machine.ts";
import type { Place } from "../lib/runs/machine/resolve-remote.ts";
import type { SfnClient } from "../lib/targets/endpoint/sfn-client.ts";
import type { EndpointOptions } from "./endpoint-options.ts";
import { openEndpoint } from "./endpoint-options.ts";
import type { Io } from "./io.ts";

/** What the commands on an endpoint's histories have in common, as commander gives it. */
export interface HistoryEndpointOptions extends EndpointOptions {
  readonly target?: "aws" | "local";
  readonly definition?: string;
  readonly machine?: string;
  readonly config?: string;
}

/** Where histories are asked for, and what is known here of what ran. */
export interface HistoryEndpoint {
  readonly client: SfnClient;
  readonly place: Place;
  /** The definition that the person names; undefined leaves it to the endpoint. */
  readonly definition: MachineReference | undefined;
}

/** Works with the endpoint that the flags choose, in the region of the ARN where they choose none, and lets go of it. */
export async function atEndpoint<T>(
  options: HistoryEndpointOptions,
  arn: string,
  io: Io,
  work: (endpoint: HistoryEndpoint) => Promise<T>,
): Promise<T> {
  const { definition: target, machine, config: file } = options;
  const named = { machine, config: file };
  const config = await configFor(io.files, io.cwd, { target: target ?? ".", ...named });
  const [, region] = /^arn:[^:]*:states:([^:]+):/.exec(arn) ?? [];
  const client = await openEndpoint({ ...options, region: options.region ?? region }, config, io);
  try {
    const definition = target === undefined ? undefined : { target, ...named };
    return await work({ client, place: { files: io.files, cwd: io.cwd, config }, definition });
  } finally {
    client.close();
  }
}
