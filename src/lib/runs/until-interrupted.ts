/** The work's value; rejects as soon as the person interrupts, whatever the work is waiting for. */
export async function untilInterrupted<T>(work: () => Promise<T>, interrupted: AbortSignal | undefined): Promise<T> {
  if (interrupted === undefined) return work();
  interrupted.throwIfAborted();
  const listening = new AbortController();
  const interruption = new Promise<never>((_, reject) => {
    interrupted.addEventListener("abort", () => reject(interrupted.reason as Error), { signal: listening.signal });
  });
  return Promise.race([work(), interruption]).finally(() => listening.abort());
}
