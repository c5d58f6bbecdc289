import { aslFile } from "./asl-file.ts";
import type { Carrier } from "./carrier.ts";
import { cloudFormation } from "./cloud-formation.ts";
import { serverless } from "./serverless.ts";
import { terraform } from "./terraform.ts";
import { terragrunt } from "./terragrunt.ts";
import { unreadCarriers } from "./unread-carriers.ts";

/** Every carrier, asked in this order: the first that recognises a file reads it. */
export const carriers: readonly Carrier[] = [terragrunt, ...unreadCarriers, terraform, serverless, cloudFormation, aslFile];
