import type { Carrier } from "../carrier.ts";
import { isTerragrunt } from "./is-terraform.ts";

/** Terragrunt's units: the machines of the module that they call, with what its inputs are. */
export const terragrunt: Carrier = {
  recognises: ({ source }) => isTerragrunt(source.file),
  async machines(file) {
    const { terragruntMachines } = await import("./terragrunt-file.ts");
    return terragruntMachines(file);
  },
};
