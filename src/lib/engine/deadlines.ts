/** Something that happens at a moment unless it is cancelled first. */
export interface Deadline {
  /** ms since the epoch. */
  readonly time: number;
  readonly order: number;
  readonly fire: () => void;
  cancelled: boolean;
}

/** Deadlines by time, and by the order of scheduling where times are equal: a binary heap. */
export class Deadlines {
  readonly #heap: Deadline[] = [];
  #scheduled = 0;

  /** Adds a deadline; set its `cancelled` to take it back. */
  add(time: number, fire: () => void): Deadline {
    const deadline: Deadline = { time, order: this.#scheduled++, fire, cancelled: false };
    this.#heap.push(deadline);
    this.#rise(this.#heap.length - 1);
    return deadline;
  }

  /** The next deadline that still counts, without taking it. */
  peek(): Deadline | undefined {
    for (let first = this.#heap[0]; first !== undefined; first = this.#heap[0]) {
      if (!first.cancelled) return first;
      this.#removeFirst();
    }
    return undefined;
  }

  /** Takes the next deadline that still counts. */
  take(): Deadline | undefined {
    const first = this.peek();
    if (first) this.#removeFirst();
    return first;
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #rise(index: number): void {
    for (let child = index; child > 0;) {
      const parent = (child - 1) >> 1;
      if (!this.#before(child, parent)) return;
      this.#swap(child, parent);
      child = parent;
    }
  }

  #sink(index: number): void {
    for (let parent = index; ;) {
      const left = 2 * parent + 1;
      if (left >= this.#heap.length) return;
      const child = left + 1 < this.#heap.length && this.#before(left + 1, left) ? left + 1 : left;
      if (!this.#before(child, parent)) return;
      this.#swap(child, parent);
      parent = child;
    }
  }

  #before(a: number, b: number): boolean {
    const one = this.#heap[a]!;
    const other = this.#heap[b]!;
    return one.time < other.time || (one.time === other.time && one.order < other.order);
  }

  #swap(a: number, b: number): void {
    const one = this.#heap[a]!;
    this.#heap[a] = this.#heap[b]!;
    this.#heap[b] = one;
  }
}
