/** Placeholder until the commands are wired. */
export function start(): void {}
