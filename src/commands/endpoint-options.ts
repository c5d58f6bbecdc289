import type { Command } from "commander";
import type { Config } from "../lib/config/config.ts";
import type { EndpointChoice } from "../lib/targets/endpoint/endpoint.ts";
import { endpointOf } from "../lib/targets/endpoint/endpoint.ts";
import type { SfnClient } from "../lib/targets/endpoint/sfn-client.ts";
import { printable } from "../lib/reporters/printable.ts";
import type { Io } from "./io.ts";
import { httpUrl } from "./option-values.ts";

/** The flags that choose an endpoint of the Step Functions API, as commander gives them. */
export interface EndpointOptions extends EndpointChoice {
  readonly debug?: boolean;
}

/** Adds the flags that choose an endpoint. */
export function addEndpointOptions(command: Command): Command {
  return command
    .option("--endpoint-url <url>", "an endpoint of the Step Functions API instead of AWS", httpUrl)
    .option("--region <name>", "AWS region (default: AWS_REGION, the config's, the profile's)")
    .option("--profile <name>", "profile of the shared AWS configuration files (default: AWS_PROFILE, the config's)")
    .option("--debug", "say on stderr what is called, with request ids; never what is sent");
}

/** Opens the endpoint that flags, environment and config name; the SDK loads only now. */
export async function openEndpoint(options: EndpointOptions, { target }: Pick<Config, "target">, io: Io): Promise<SfnClient> {
  const { openSfnClient } = await import("../lib/targets/endpoint/sfn-client.ts");
  const onDebug = (line: string): void => io.stderr.write(`debug: ${printable(line)}\n`);
  return openSfnClient(endpointOf(options, io.env, target), { env: io.env, onDebug: options.debug ? onDebug : undefined });
}
