import type { Carrier } from "./carrier.ts";

/** Terraform files: machines are named as their resources and modules are in the configuration. */
export const terraform: Carrier = {
  recognises: ({ source }) => /\.tf$/i.test(source.file),
  async machines(file) {
    const { terraformMachines } = await import("./terraform-file.ts");
    return terraformMachines(file);
  },
};
