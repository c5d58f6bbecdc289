/** Where the Step Functions API is asked, as far as the person has said; what is missing the SDK finds in its own chain. */
export interface Endpoint {
  /** Undefined is AWS itself, or what the shared config files name. */
  readonly url: string | undefined;
  readonly region: string | undefined;
  readonly profile: string | undefined;
}

/** What a person may say of the endpoint. */
export interface EndpointChoice {
  /** `local` is Step Functions Local's address on this machine. */
  readonly target?: string | undefined;
  readonly endpointUrl?: string | undefined;
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
}

/** Where Step Functions Local and `saga-cli local` listen where nothing else is said. */
const LOCAL_URL = "http://127.0.0.1:8083";

/** The endpoint that flags, environment and config name, in this order (docs/remote.md#the-endpoint). */
export function endpointOf(
  flags: EndpointChoice,
  env: Readonly<Record<string, string | undefined>>,
  config: Omit<EndpointChoice, "target">,
): Endpoint {
  const local = flags.target === "local" ? LOCAL_URL : undefined;
  return {
    url: first(flags.endpointUrl, local, env["AWS_ENDPOINT_URL_SFN"], env["AWS_ENDPOINT_URL"], config.endpointUrl),
    region: first(flags.region, env["AWS_REGION"], env["AWS_DEFAULT_REGION"], config.region),
    profile: first(flags.profile, env["AWS_PROFILE"], config.profile),
  };
}

/** Whether an endpoint is this machine, so that nothing there can cost anything. */
export function isLoopback({ url }: Pick<Endpoint, "url">): boolean {
  if (url === undefined || !URL.canParse(url)) return false;
  return /^(?:(?:[a-z0-9-]+\.)*localhost|127(?:\.\d+){3}|\[::1\])$/i.test(new URL(url).hostname);
}

/** An empty environment variable says nothing. */
function first(...values: readonly (string | undefined)[]): string | undefined {
  return values.find((value) => value !== undefined && value !== "");
}
