/** The version of the program, by semantic versioning; the only place that names it. */
export const VERSION = "0.1.0";

/** Where the program is developed and released, as GitHub names it; install scripts and packages name the same. */
export const REPOSITORY = "mcp-okta-support/mcp-okta-support";
