export declare const layers: Readonly<Record<string, { readonly pure: boolean; readonly imports: readonly string[] }>>;
export declare const reporterTypeLayers: readonly string[];
export declare const onlyImporter: Readonly<Record<string, string>>;
