/** Whether a file is one of Terraform's, in its own language or in JSON. */
export function isTerraform(name: string): boolean {
  return /\.tf(?:\.json)?$/i.test(name);
}
