/** Where a server listens. */
export interface Address {
  /** As in a URL: an IPv6 address stands in brackets. */
  hostname: string;
  /** 0 takes any that is free. */
  port: number;
}

/** Reads `[host:]port`; undefined where it is none. Without a host only this machine can reach it. */
export function parseAddress(text: string): Address | undefined {
  const [, host = "127.0.0.1", digits] = /^(?:(.+):)?(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  const url = URL.parse(`http://${host}`);
  if (!(port <= 65_535) || url === null || url.host !== url.hostname || url.href !== `http://${url.host}/`) {
    return undefined;
  }
  return { hostname: url.hostname, port };
}
