import { VERSION } from "../version.ts";

/** What `--help` prints. */
export const HELP =
  `mcp-okta-support ${VERSION}: an Okta support engineer for language models, over the Model Context Protocol.

Usage: mcp-okta-support [COMMAND] [OPTIONS]

Commands
  serve                        serve MCP over stdin and stdout (what an MCP client starts; the default)
  call TOOL [NAME=VALUE ...]   run one tool and print its answer
  tools                        list the tools with their risk and scopes
  help, version                what --help and --version print

Options
  --demo                       use a made-up Okta org instead of a real one
  --json                       print data instead of text (call, tools)
  --env-file PATH              settings to use where the environment leaves them out (default: ./.env)

Settings (environment)
  OKTA_ORG_URL                 your org, such as https://acme.okta.com
  OKTA_API_TOKEN               an API token: Admin Console > Security > API > Tokens
  OKTA_TOOLSETS                core, support (default), all, or names
  OKTA_READ_ONLY               true leaves out every tool that changes something
  OKTA_CONFIRM                 always (default), destructive, never: when a person is asked before a change
  OKTA_AUDIT_LOG               the file that records every change (default: the program's own data folder)
  OKTA_BULK_LIMIT              the most users that one call may change (50)
  OKTA_RATE_LIMIT              a ceiling of requests a minute, under Okta's own limits
  OKTA_TIMEOUT_SECONDS         how long one request to Okta may take (30)
  MCP_SERVER_NAME              the name given to clients (okta-support)
  MCP_LOG_LEVEL                DEBUG, INFO (default), WARNING, ERROR: what goes to stderr
  DEVELOPMENT_MODE             true logs at DEBUG

Examples
  mcp-okta-support --demo call investigate_user user=jane.moreno@harbor.example
  mcp-okta-support call search_logs since=24h outcome=FAILURE --json

Exit codes: 0 done, 1 failed, 2 wrong command line or setting.
`;
