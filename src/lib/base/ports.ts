/** Where the time comes from, in ms since the epoch: a virtual clock in simulations, the machine's elsewhere. */
export interface Clock {
  now(): number;
}

/** Where chance comes from: numbers in [0, 1). */
export interface Rng {
  next(): number;
}

/** The files a command may read and write, by absolute path. */
export interface Files {
  /** The text of a file (UTF-8), or undefined where there is none. */
  read(path: string): string | undefined;
  write(path: string, text: string): void;
  exists(path: string): boolean;
  isDirectory(path: string): boolean;
  list(path: string): readonly string[];
  /** What stands in a folder, by the same names, told apart without asking for each. */
  entries(path: string): readonly FolderEntry[];
  /** The size of a file in bytes; 0 where there is none. */
  size(path: string): number;
}

/** One of the things in a folder; a link is what it is, wherever it leads. */
export interface FolderEntry {
  readonly name: string;
  readonly type: "file" | "folder" | "link" | "other";
}

/** A generator that gives the same numbers for the same seed (mulberry32: public domain, 32 bits of state). */
export function seededRng(seed: number): Rng {
  let state = seed >>> 0;
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let t = Math.imul(state ^ (state >>> 15), state | 1);
      t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    },
  };
}
