/** A part of a JSON Schema as OpenAPI 3.0 writes it. `$ref` is the name of a schema in {@link Operations.schemas}. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: "string" | "number" | "integer" | "boolean" | "object" | "array";
  readonly nullable?: boolean;
  readonly deprecated?: boolean;
  readonly writeOnly?: boolean;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly discriminator?: { readonly propertyName: string; readonly mapping?: Readonly<Record<string, string>> };
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required?: true;
  readonly deprecated?: true;
  readonly schema: Schema;
  /** Only where it is not OpenAPI's default: a list in a query is one value with commas, not a repeated parameter. */
  readonly explode?: false;
}

/** One operation of Okta's management API: the facts of the OpenAPI file, without what only describes answers. */
export interface Operation {
  /** Okta's operationId, such as `getUser`. */
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** A template such as `/api/v1/users/{id}`. */
  readonly path: string;
  /** The area of the API, such as `User`. */
  readonly tag: string;
  /** Whether a call leaves anything in the org, or in somebody's mailbox, other than it was. */
  readonly changes: boolean;
  /** The OAuth scopes of which a token needs all; none where Okta names none. */
  readonly scopes: readonly string[];
  /** Absent where both an API token and an access token will do. */
  readonly credentials?: "oauth" | "token" | "none";
  readonly deprecated?: true;
  /** Okta's release stage. Absent: generally available (GA). */
  readonly lifecycle?: string;
  /** Present where not every org has it, whatever the stage: the products it takes, as far as Okta names them. */
  readonly skus?: readonly string[];
  /** Where the operation is not served by the org's own host: that server's URL. */
  readonly server?: string;
  readonly parameters: readonly Parameter[];
  readonly body?: {
    readonly required?: true;
    /** From content type to schema. */
    readonly content: Readonly<Record<string, Schema>>;
  };
}

export interface Operations {
  /** The version of Okta's OpenAPI file, such as `2026.06.3`. */
  readonly version: string;
  /** By operationId. */
  readonly operations: Readonly<Record<string, Operation>>;
  /** The schemas that requests refer to, without their read-only properties. */
  readonly schemas: Readonly<Record<string, Schema>>;
}

/**
 * Every operation of the contract, read from `generated/operations.json` on the first call: some half a megabyte that a
 * start of the program does not need.
 */
export async function loadOperations(): Promise<Operations> {
  const { default: operations } = await import("../../generated/operations.json", { with: { type: "json" } });
  return operations as unknown as Operations; // the types inferred from the file say `string` where these say more
}

/** The operation with that operationId, if there is one. */
export function findOperation({ operations }: Operations, id: string): Operation | undefined {
  return Object.hasOwn(operations, id) ? operations[id] : undefined;
}

/** An operation and what a path gives for the parameters of its template, percent-decoded. */
export interface Match {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
}

/**
 * The operation that a request is meant for, if there is one. A literal segment wins over a parameter: the last segment
 * of `/api/v1/meta/schemas/user/linkedObjects` is no `{schemaId}`.
 */
export function matchOperation({ operations }: Operations, method: string, pathname: string): Match | undefined {
  const segments = pathname.split("/");
  const verb = method.toUpperCase();
  let best: (Match & { rank: string }) | undefined;
  for (const operation of Object.values(operations)) {
    if (operation.method !== verb) continue;
    const template = operation.path.split("/");
    const path = template.length === segments.length ? bind(template, segments) : undefined;
    if (path === undefined) continue;
    const rank = template.map((part) => isParameter(part) ? "1" : "0").join("");
    if (best === undefined || rank < best.rank) best = { operation, path, rank };
  }
  return best && { operation: best.operation, path: best.path };
}

function bind(template: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const path: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const segment = segments[index] ?? "";
    if (isParameter(part) && segment !== "") path[part.slice(1, -1)] = decode(segment);
    else if (part !== segment) return undefined;
  }
  return path;
}

function isParameter(part: string): boolean {
  return part.startsWith("{");
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // a stray percent sign stands for itself
  }
}
