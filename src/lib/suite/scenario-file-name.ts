/** Whether a file is one of scenarios, by its name: `order.saga.yaml`. */
export function isScenarioFile(path: string): boolean {
  return /\.saga\.ya?ml$/.test(path);
}
