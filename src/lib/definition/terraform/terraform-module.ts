import type { CarrierFile } from "../carrier.ts";
import { parseHcl } from "../hcl/hcl-file.ts";
import { isTerraform } from "./is-terraform.ts";
import { parseTerraformJson } from "./terraform-json.ts";
import type { HclBlock, HclBody, HclExpression, HclFile } from "../hcl/hcl-tree.ts";

/** What the .tf files of a folder, which Terraform reads as one, give names to. */
export interface TerraformModule {
  /** Those of its files that were read. */
  readonly files: readonly HclFile[];
  /** Locals and the defaults of variables: `local.retry`, `var.stage`. */
  readonly names: ReadonlyMap<string, Named>;
  /** `data "template_file"` blocks. */
  readonly templates: ReadonlyMap<string, NamedTemplate>;
}

/** An expression and the file in which it stands. */
export interface Named {
  readonly file: HclFile;
  readonly expression: HclExpression;
}

/** A template with the values of its own tokens. */
export interface NamedTemplate extends Named {
  readonly vars: HclExpression | undefined;
}

/** Reads a file of Terraform's. */
export async function parseTerraform({ source, tree }: CarrierFile): Promise<HclFile> {
  return /\.json$/i.test(source.file) ? parseTerraformJson(await tree()) : parseHcl(source);
}

/** Reads the names of the module that Terraform is run in; its other files only where this one refers to what may stand in them. */
export async function readModule(carrier: CarrierFile, file: HclFile): Promise<TerraformModule> {
  if (!/\b(?:local|var|template_file|module\.)\b/.test(file.source.text)) return moduleOf([file]);
  const [others, values] = await Promise.all([otherFiles(carrier), readVariableFiles(carrier)]);
  return moduleOf([file, ...others], values);
}

/** The names that all files of a module give, with the values that its variables are given in files, the last of which counts. */
export function moduleOf(files: readonly HclFile[], variableFiles: readonly HclFile[] = []): TerraformModule {
  const locals = namesIn(files, "locals", ({ attributes }) => attributes.map(({ name, value }) => [`local.${name}`, value]));
  const variables = namesIn(files, "variable", (block) => {
    const [name] = block.labels;
    const value = attributeOf(block, "default");
    return name === undefined || value === undefined || (value.type === "literal" && value.value === null) ? [] : [[`var.${name}`, value]];
  });
  const given = variableFiles.flatMap((from) =>
    from.attributes.map(({ name, value }) => [`var.${name}`, { file: from, expression: value }] as const),
  );
  const secrets = new Set(namesIn(files, "variable", sensitiveName).map(([name]) => name));
  return {
    files,
    names: new Map([...locals, ...variables, ...given].filter(([name]) => !secrets.has(name))),
    templates: new Map(files.flatMap((each) => each.blocks.flatMap((block) => templateIn(each, block)))),
  };
}

/** A variable that Terraform itself does not show. */
function sensitiveName(block: HclBlock): readonly NamedExpression[] {
  const sensitive = attributeOf(block, "sensitive");
  const isSensitive = sensitive?.type === "literal" && sensitive.value === true;
  return isSensitive ? [[`var.${block.labels[0]}`, sensitive]] : [];
}

/** The value of an attribute. */
export function attributeOf({ attributes }: HclBody, name: string): HclExpression | undefined {
  return attributes.find((attribute) => attribute.name === name)?.value;
}

async function otherFiles(carrier: CarrierFile): Promise<readonly HclFile[]> {
  const own = carrier.source.file.replaceAll("\\", "/").split("/").at(-1);
  const names = carrier.folder().filter((name) => isTerraform(name) && name !== own);
  const found = names.toSorted().flatMap((name) => carrier.neighbour(name).file ?? []);
  return Promise.all(found.filter(({ source: { text } }) => /\b(?:locals|variable|template_file|module)\b/.test(text)).map(parseTerraform));
}

/** The files of values that Terraform takes without being told, in its order: https://developer.hashicorp.com/terraform/language/values/variables */
function readVariableFiles(carrier: CarrierFile): Promise<readonly HclFile[]> {
  const names = carrier.folder();
  const automatic = names.filter((name) => name.endsWith(".auto.tfvars")).toSorted();
  const found = ["terraform.tfvars", ...automatic].flatMap((name) => (names.includes(name) ? (carrier.neighbour(name).file ?? []) : []));
  return Promise.all(found.map(({ source }) => parseHcl(source)));
}

type NamedExpression = readonly [name: string, value: HclExpression];

function namesIn(
  files: readonly HclFile[],
  type: string,
  names: (block: HclBlock) => readonly NamedExpression[],
): readonly (readonly [string, Named])[] {
  const blocks = files.flatMap((file) => file.blocks.filter((block) => block.type === type).map((block) => ({ file, block })));
  return blocks.flatMap(({ file, block }) => names(block).map(([name, expression]) => [name, { file, expression }] as const));
}

function templateIn(file: HclFile, block: HclBlock): readonly (readonly [string, NamedTemplate])[] {
  const [type, name] = block.labels;
  const expression = attributeOf(block, "template");
  if (block.type !== "data" || type !== "template_file" || name === undefined || expression === undefined) return [];
  return [[name, { file, expression, vars: attributeOf(block, "vars") }]];
}
