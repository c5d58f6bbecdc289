/** A failing path on one line: `ProcessOrder -> ProcessPayment (States.Timeout) -> ProcessRefund`. */
export function pathText(path: readonly { readonly state: string; readonly error: string | null }[]): string {
  return path.map(({ state, error }) => (error === null ? state : `${state} (${error})`)).join(" -> ");
}
