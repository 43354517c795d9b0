import { Agent, type Listener, type Turn } from "../src/chat/agent.ts";
import { openSession } from "../src/chat/session.ts";
import type { ChosenModel } from "../src/cli/model.ts";
import { connect } from "../src/mcp/connection.ts";
import { startDemoOrg } from "./demo_org.ts";
import type { Ticket } from "./ticket.ts";

/** Minutes that a model may work on a ticket: local ones are slow, but nobody waits for ever. */
export const PATIENCE = 30;

/** A ticket as a model worked on it. */
export interface Work {
  turns: Turn[];
  /** The first line of each change that the person was asked about, and whether the ticket wants it. */
  previews: { title: string; wanted: boolean }[];
  /** Whether the org is as the ticket wants it. */
  orgIsRight: boolean;
  seconds: number;
}

const QUIET: Listener = { waiting() {}, text() {}, calling() {}, answered() {}, note() {} };

/**
 * Has a model work on a ticket as `chat` would, on a demo org of its own. The person agrees to the change that the
 * ticket wants, once, and to nothing else. A ticket goes on until an answer fails.
 */
export async function work(
  ticket: Ticket,
  { endpoint, model, windowTokens }: Omit<ChosenModel, "others">,
): Promise<Work> {
  await using org = await startDemoOrg(ticket.toolset ?? "core");
  ticket.arrange?.(org.state);
  const { change } = ticket;
  const previews: Work["previews"] = [];
  const session = await openSession(
    (send) => connect(org.host, send),
    { name: "eval", version: org.host.version },
    (preview) => {
      const wanted = change?.preview.test(preview) === true && !previews.some(({ wanted }) => wanted);
      previews.push({ title: preview.split("\n", 1)[0]!, wanted });
      return Promise.resolve(wanted && !change?.declined ? "accept" : "decline");
    },
  );
  const agent = new Agent(session, endpoint, model, windowTokens, QUIET, org.host.now());
  const turns: Turn[] = [];
  const started = performance.now();
  const patience = AbortSignal.timeout(PATIENCE * 60_000);
  for (const question of ticket.asks) {
    turns.push(await agent.ask(question, patience));
    if (turns.at(-1)!.outcome !== "answered") break;
  }
  const seconds = (performance.now() - started) / 1_000;
  await session.close();
  return { turns, previews, orgIsRight: change?.leaves(org.state) ?? true, seconds };
}
