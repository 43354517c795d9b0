/** The version of the program, by semantic versioning; the only place that names it. */
export const VERSION = "0.1.0";
