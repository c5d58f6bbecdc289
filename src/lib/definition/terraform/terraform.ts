import type { Carrier } from "../carrier.ts";
import { isTerraform } from "./is-terraform.ts";

/** Terraform files: machines are named as their resources and modules are in the configuration. */
export const terraform: Carrier = {
  recognises: ({ source }) => isTerraform(source.file),
  async machines(file) {
    const { terraformMachines } = await import("./terraform-file.ts");
    return terraformMachines(file);
  },
};
