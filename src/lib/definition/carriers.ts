import { aslFile } from "./asl-file.ts";
import type { Carrier } from "./carrier.ts";
import { cloudFormation } from "./cloudformation/cloud-formation.ts";
import { serverless } from "./serverless/serverless.ts";
import { terraform } from "./terraform/terraform.ts";
import { terragrunt } from "./terraform/terragrunt.ts";
import { unreadCarriers } from "./unread-carriers.ts";

/** Every carrier, asked in this order: the first that recognises a file reads it. */
export const carriers: readonly Carrier[] = [terragrunt, ...unreadCarriers, terraform, serverless, cloudFormation, aslFile];
