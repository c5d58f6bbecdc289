export interface Layer {
  readonly pure: boolean;
  readonly imports: readonly string[];
  readonly parts?: Readonly<Record<string, readonly string[]>>;
}
export declare const layers: Readonly<Record<string, Layer>>;
export declare const reporterTypeLayers: readonly string[];
export declare const onlyImporter: Readonly<Record<string, string>>;
