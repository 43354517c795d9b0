/** The version of the program, by semantic versioning; the only place that names it. */
export const VERSION = "0.1.0";

/**
 * Where the program is developed and released, as GitHub names it; the only place that does. A release fills it into
 * install scripts and packages, and does not begin in another repository; `deno task docs` writes it into README.md.
 */
export const REPOSITORY = "mcp-okta-support/mcp-okta-support";
