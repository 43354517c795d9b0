// deno-lint-ignore-file no-console
/**
 * Scores a model as a support agent: `deno task eval --model NAME` has it work on every ticket, each on a demo org of
 * its own; ticket names choose some. `--base-url`, `--window` and the settings are those of `chat`. Prints a line a
 * ticket and a total; with `--json` all of it, with every word and call, at the end. Exit codes: 0 all tickets right,
 * 1 not all, or no model, 2 wrong command line.
 */
import { EndpointError } from "../src/chat/endpoint.ts";
import { transcript } from "../src/chat/transcript.ts";
import { parseCommandLine, UsageError } from "../src/cli/arguments.ts";
import { chooseModel } from "../src/cli/model.ts";
import { settingSources } from "../src/cli/settings.ts";
import { grade } from "./grade.ts";
import { type Graded, heading, line, totalLine, totalOf } from "./report.ts";
import { TICKETS } from "./tickets.ts";
import { work } from "./work.ts";

async function evaluate(words: readonly string[]): Promise<number> {
  const { operands, json, ...options } = parseCommandLine(["chat", ...words]);
  const unknown = operands.filter((name) => !TICKETS.some((ticket) => ticket.name === name));
  if (unknown.length > 0) {
    throw new UsageError(
      `There is no ticket ${unknown.join(", ")}. Tickets: ${TICKETS.map(({ name }) => name).join(", ")}.`,
    );
  }
  const { settings } = await settingSources(options.envFile);
  const chosen = await chooseModel({ ...options, operands, json }, settings, AbortSignal.timeout(600_000));
  const print = (text: string) => json || console.log(text);
  print(`${chosen.model} at ${chosen.endpoint.baseUrl}, a window of ${chosen.windowTokens} tokens\n\n${heading}`);
  const graded: (Graded & { turns: unknown })[] = [];
  for (const ticket of TICKETS.filter(({ name }) => operands.length === 0 || operands.includes(name))) {
    const done = await work(ticket, chosen);
    graded.push({ ticket: ticket.name, ...grade(ticket, done), turns: transcript(chosen.model, done.turns).turns });
    print(line(graded.at(-1)!));
  }
  const total = totalOf(graded);
  print(totalLine(total));
  const { model, endpoint, windowTokens } = chosen;
  if (json) {
    const tickets = graded.map(({ wrongChanges, ...rest }) => ({ ...rest, wrong_changes: wrongChanges }));
    console.log(JSON.stringify({ model, base_url: endpoint.baseUrl, window: windowTokens, total, tickets }, null, 2));
  }
  return total.right === total.of ? 0 : 1;
}

try {
  Deno.exit(await evaluate(Deno.args));
} catch (error) {
  if (!(error instanceof UsageError || error instanceof EndpointError)) throw error;
  console.error(error.message);
  Deno.exit(error instanceof UsageError ? 2 : 1);
}
