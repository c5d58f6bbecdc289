/** Whether a file is one of Terraform's, in its own language or in JSON. */
export function isTerraform(name: string): boolean {
  return /\.tf(?:\.json)?$/i.test(name);
}

/** Whether a file is a unit of Terragrunt's, which calls a module of Terraform. */
export function isTerragrunt(name: string): boolean {
  return /(?:^|[\\/])terragrunt\.hcl$/i.test(name);
}
