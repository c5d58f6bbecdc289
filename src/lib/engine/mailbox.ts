/** Where fibers leave messages for one that waits for them; read in the order of posting. */
export class Mailbox<T> {
  readonly #messages: T[] = [];
  #reader: (() => void) | undefined;

  /** Leaves a message. */
  post(message: T): void {
    this.#messages.push(message);
    this.#reader?.();
  }

  /** Takes the first message, or undefined where there is none. */
  take(): T | undefined {
    return this.#messages.shift();
  }

  /** Calls the reader at the next message, or never where it is undefined. */
  notify(reader: (() => void) | undefined): void {
    this.#reader = reader;
    if (this.#messages.length > 0) reader?.();
  }
}
