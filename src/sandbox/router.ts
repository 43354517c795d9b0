/** From method and path to a route. */
import type { Handler } from "./context.ts";
import { OktaError } from "./errors.ts";

export interface Route {
  method: string;
  /** The path as the contract writes it: `/api/v1/users/{id}`. */
  path: string;
  /** The OAuth scope that the contract asks for; null for a path that needs no authentication. */
  scope: string | null;
  handler: Handler;
}

/** Shortens a resource's table: `routes("okta.users", [["GET", path, handler], …])`; a write asks for `.manage`. */
export function routes(
  resource: string,
  table: readonly (readonly [method: string, path: string, handler: Handler])[],
): Route[] {
  return table.map(([method, path, handler]) => ({
    method,
    path,
    scope: `${resource}.${method === "GET" ? "read" : "manage"}`,
    handler,
  }));
}

export interface Match {
  route: Route;
  params: Record<string, string>;
}

/** The index of all routes; literal segments win over parameters, as `/groups/rules` over `/groups/{groupId}`. */
export class Router {
  readonly routes: readonly Route[];
  readonly #patterns: { route: Route; segments: string[] }[];

  constructor(all: readonly Route[]) {
    this.routes = all;
    this.#patterns = all.map((route) => ({ route, segments: route.path.split("/") }));
    const weight = (segments: string[]) => segments.map((segment) => segment.startsWith("{") ? "1" : "0").join("");
    this.#patterns.sort((a, b) => weight(a.segments).localeCompare(weight(b.segments)));
  }

  /** The route, or undefined for a path that no route has. Throws `E0000022` where the path is known for other methods. */
  match(method: string, pathname: string): Match | undefined {
    const segments = pathname.split("/");
    const found = this.#patterns.flatMap(({ route, segments: pattern }) => {
      const params = paramsOf(pattern, segments);
      return params === undefined ? [] : [{ route, params }];
    });
    const match = found.find(({ route }) => route.method === method);
    if (match === undefined && found.length > 0) throw new OktaError("E0000022");
    return match;
  }
}

function paramsOf(pattern: string[], segments: string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index]!;
    if (part.startsWith("{")) {
      if (segment === "") return undefined;
      params[part.slice(1, -1)] = decode(segment);
    } else if (part !== segment) return undefined;
  }
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
