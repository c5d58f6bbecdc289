/** A moment (ms since the epoch) as the wire protocol has it: seconds. */
export function seconds(time: number): number {
  return time / 1000;
}
