import { UserError } from "../base/user-error.ts";
import type { Carrier } from "./carrier.ts";

/** Files that are known to carry definitions and are refused by name, so that nobody takes them for a broken definition. */
export const unreadCarriers: readonly Carrier[] = [
  refused(
    /\.hcl$/i,
    "a configuration for other tools than Terraform",
    "Definitions are read from .tf and .tf.json files, and through terragrunt.hcl.",
  ),
  refused(
    /(?:^|[\\/])serverless\.[cm]?[jt]s$/i,
    "a program, and is not run to see what it defines",
    "Name the file that it takes the definition from, or write the configuration as serverless.yml.",
  ),
];

function refused(name: RegExp, kind: string, hint: string): Carrier {
  return {
    recognises: ({ source }) => name.test(source.file),
    machines({ source: { file } }) {
      throw new UserError(`${file} is ${kind}`, hint, { file });
    },
  };
}
