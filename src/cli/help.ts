import { VERSION } from "../version.ts";

/** What `--help` prints. */
export const HELP =
  `mcp-okta-support ${VERSION}: an Okta support engineer for language models, over the Model Context Protocol.

Usage: mcp-okta-support [COMMAND] [OPTIONS]

Commands
  serve                        serve MCP over stdin and stdout (what an MCP client starts; the default)
  call TOOL [NAME=VALUE ...]   run one tool and print its answer
  tools                        list the tools with their risk and scopes, and what those left out wait for
  login, logout                sign in to Okta with a browser, for OKTA_CLIENT_ID without a key; sign out again
  keygen                       make a key pair for OKTA_PRIVATE_KEY, and print its public half
  doctor                       look at settings, network, credential and rights, and say how to mend what is wrong
  install CLIENT               attach this program to claude-desktop, claude-code, vscode, cursor, codex or gemini
  chat                         talk with a local model that uses the tools; without --base-url it looks for Ollama
  completions SHELL            print a completion script for bash, zsh, fish or powershell
  health [HOST:]PORT           ask a server of serve --http whether it is well; for containers
  upgrade                      say how to bring this program up to date
  help, version                what --help and --version print

Options
  --demo                       use a made-up Okta org instead of a real one
  --json                       print data instead of text (call, tools, doctor; with chat -p, the whole transcript)
  --remove                     take the program away from the client again (install)
  --http ADDRESS               serve over HTTP at [host:]port; without a host, only to this machine (serve)
  --env-file PATH              settings to use where the environment leaves them out (default: ./.env)
  -p QUESTION                  answer one question and end (chat)
  --base-url URL               an OpenAI-compatible endpoint, as in http://127.0.0.1:8080/v1 (chat)
  --model NAME                 the model to talk with (chat)
  --window TOKENS              how much it can look at, where the endpoint does not tell (chat)

Settings (environment)
  OKTA_ORG_URL                 your org, such as https://acme.okta.com
  OKTA_API_TOKEN               an API token: Admin Console > Security > API > Tokens
  OKTA_CLIENT_ID               an OAuth app's client id, instead of a token; alone, it takes login
  OKTA_PRIVATE_KEY             its private key: a PEM, a JWK, or the path of a file with one
  OKTA_KEY_ID                  the key's id at Okta, where the key does not hold it
  OKTA_CLIENT_SECRET           its secret, for an API service integration
  OKTA_SCOPES                  the scopes to ask for (default: what the exposed tools need)
  OKTA_TOOLSETS                core, support (default), all, or names
  OKTA_READ_ONLY               true leaves out every tool that changes something
  OKTA_CONFIRM                 always (default), destructive, never: when a person is asked before a change
  OKTA_AUDIT_LOG               the file that records every change (default: the program's own data folder)
  OKTA_BULK_LIMIT              the most users that one call may change (50)
  OKTA_ALLOW_OPERATIONS        operations of Okta's API to allow that are refused by default: ids, tag:Name, scopes
  OKTA_DENY_OPERATIONS         operations of Okta's API to refuse; the same words, or *
  OKTA_THRESHOLDS              what investigations compare with, as in travelMinutes=30 (docs/investigations.md)
  OKTA_FILES                   a folder: uploads are read from it, answers that cannot be shown are saved in it
  OKTA_RATE_LIMIT              a ceiling of requests a minute, under Okta's own limits
  OKTA_TIMEOUT_SECONDS         how long one request to Okta may take (30)
  MCP_SERVER_NAME              the name given to clients (okta-support)
  MCP_LOG_LEVEL                DEBUG, INFO (default), WARNING, ERROR: what goes to stderr
  MCP_PUBLIC_URL               the address at which others reach serve --http; turns on authentication
  MCP_ISSUER                   whose access tokens to accept (default: OKTA_ORG_URL/oauth2/default)
  MCP_AUDIENCE                 whom they have to be meant for (default: MCP_PUBLIC_URL)
  MCP_ACCESS                   which groups or scopes may use what, as in group:Help Desk=support,read-only
  MCP_CONSENT_KEY              32 bytes in base64 that replicas share, so that any can take a consent
  DEVELOPMENT_MODE             true logs at DEBUG
  OPENAI_BASE_URL              for chat: what --base-url says
  OPENAI_API_KEY               for chat: the endpoint's key, where it wants one
  OPENAI_MODEL                 for chat: what --model says
  NO_COLOR                     any value: no colour on a terminal

Examples
  mcp-okta-support --demo call investigate_user user=jane.moreno@harbor.example
  mcp-okta-support --demo chat -p "Why can't Jane Moreno sign in?"
  mcp-okta-support call search_logs since=24h outcome=FAILURE --json

Exit codes: 0 done, 1 failed or not agreed to, 2 wrong command line or setting;
of chat also 3 the model found no answer, 130 interrupted.
`;
