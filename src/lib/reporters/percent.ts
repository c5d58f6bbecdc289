/** `97.5 %`, rounded down, so that 100 % is the whole. */
export function percentText(value: number): string {
  return `${Math.floor(value * 10) / 10} %`;
}
