/** What the suite asks for and this server does not have, why, and the checks or whole scenarios that therefore fail. */
export interface NotApplicable {
  what: string;
  reason: string;
  /** Ids of checks, or names of scenarios. */
  fails: readonly string[];
}

export const NOT_APPLICABLE: readonly NotApplicable[] = [
  {
    what: "images, audio, embedded resources, mixed content, binary resources",
    reason: "answers are text and data only",
    fails: [
      "tools-call-image",
      "tools-call-audio",
      "tools-call-embedded-resource",
      "tools-call-mixed-content",
      "prompts-get-embedded-resource",
      "prompts-get-with-image",
      "resources-read-binary",
    ],
  },
  {
    what: "logging",
    reason: "diagnostics go to stderr; MCP's logging is deprecated",
    fails: ["logging-set-level", "tools-call-with-logging"],
  },
  {
    what: "sampling, roots, several questions, several rounds, questions in a prompt",
    reason: "the server asks for one thing only: the word of a person, once, before a change",
    fails: [
      "tools-call-sampling",
      "sep-2322-sampling-incomplete",
      "sep-2322-list-roots-incomplete",
      "sep-2322-multiple-inputs-incomplete",
      "sep-2322-multi-round-r1",
      "sep-2322-non-tool-incomplete",
      "sep-2322-respect-client-capabilities",
    ],
  },
  {
    what: "elicitation with defaults, enumerations, or a name to fill in",
    reason:
      "the one form is a confirmation; the suite looks for its own fields, and for answers that no question asked for",
    fails: [
      "elicitation-sep1034-general",
      "elicitation-sep1330-general",
      "sep-2322-elicitation-incomplete",
      "sep-2322-ignore-unexpected-params",
    ],
  },
  {
    what: "a tool that needs a capability the client lacks",
    reason: "no tool does: without elicitation a change gives a preview and a consent token",
    fails: ["sep-2575-server-rejects-undeclared-capability", "sep-2575-missing-capability-http-400"],
  },
  {
    what: "subscriptions",
    reason: "nothing that is listed or read here changes by itself",
    fails: [
      "resources-subscribe",
      "resources-unsubscribe",
      "sep-2575-server-sends-subscription-ack",
      "sep-2575-server-tags-subscription-id",
    ],
  },
  {
    what: "sessions, streams that can be resumed, elicitation over HTTP in 2025",
    reason: "every request stands alone, so that any replica can answer it; a 2025 client confirms by a consent token",
    fails: [
      "tools-call-elicitation",
      "server-sse-multiple-streams-session",
      "server-sse-polling-session",
      "server-sse-priming-event",
      "server-sse-retry-field",
    ],
  },
  {
    what: "JSON Schema with `$defs`, custom headers, tasks",
    reason: "no tool has them; the suite does not score these",
    fails: [
      "json-schema-2020-12",
      "http-custom-header-server-validation",
      "tasks-lifecycle",
      "tasks-capability-negotiation",
      "tasks-wire-fields",
      "tasks-request-state-removal",
      "tasks-mrtr-input",
      "tasks-request-headers",
      "tasks-dispatch-and-envelope",
      "tasks-required-task-error",
      "tasks-mrtr-composition",
    ],
  },
];

/** How many checks pass, by the revision of MCP whose requirements they are. */
export const PASSES = { "2025-11-25": 45, "2026-07-28": 120 } as const;
