/** Colours for a terminal; where none are wanted, {@link NO_PAINT}. */
export interface Paint {
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

/** How a text is laid out. */
export interface Layout {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Paint;
}

/** How a text report is laid out, and what it tells. */
export interface TextStyle extends Layout {
  /** Whether payloads (inputs of compensations, raw causes) are printed. */
  readonly includeData: boolean;
}

const asItIs = (text: string): string => text;

/** Leaves every text as it is. */
export const NO_PAINT: Paint = { red: asItIs, green: asItIs, yellow: asItIs, cyan: asItIs, dim: asItIs, bold: asItIs };
