import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { connect, ERAS, type HttpClient } from "../../tests/http/server.ts";
import type { Tally } from "./tally.ts";

/** Each calls at this pace, in milliseconds. */
const PACE = 250;

/** A team at work with one server. */
export interface Team {
  sandbox: Sandbox;
  server: URL;
  /** For whom the access tokens are meant. */
  audience: string;
  tally: Tally;
  /** When the day ends, by `Date.now`. */
  end: number;
  /** How often Okta was asked so far to unlock this user, and did it or found it done. */
  unlocks(id: string): number;
  /** Is told of every refusal's reason. */
  refused(reason: string): void;
  /** Is told of what should not have happened. */
  odd(what: string): void;
}

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** One person with a client of one era; their colleague is locked out again and again. */
export async function work(team: Team, index: number): Promise<void> {
  const { sandbox, server, audience, tally, end } = team;
  const target = [...sandbox.state.users.values()].filter(({ status }) => status === "ACTIVE")[index]!;
  const user = target.profile.login;
  const token = sandbox.accessToken({
    sub: `worker${index}@harbor.example`,
    uid: `00uWorker${index}`,
    aud: audience,
    scp: [],
    seconds: (end - Date.now()) / 1000 + 600,
  });
  const reads: [string, Record<string, unknown>][] = [
    ["list_users", { limit: 5 }],
    ["get_user_details", { user, include: ["groups", "factors"] }],
    ["search_logs", { since: "24h", limit: 10 }],
    ["investigate_user", { user: "jane.moreno@harbor.example" }],
    ["get_user_details", { user: "nobody at all" }],
    ["list_applications", { limit: 5 }],
  ];

  while (Date.now() < end) {
    await using client = await connect(ERAS[index % ERAS.length]!, server, { token, person: () => "accept" });
    for (const [name, args] of reads) {
      const begin = Date.now();
      await call(team, client, name, args);
      await pause(begin + PACE - Date.now());
    }
    target.status = "LOCKED_OUT";
    const before = team.unlocks(target.id);
    const first = await call(team, client, "unlock_user_account", { user });
    const { consent_token } = first?.data ?? {};
    const last = consent_token ? await call(team, client, "unlock_user_account", { user, consent_token }) : first;
    const made = team.unlocks(target.id) - before;
    if (made > 1) tally.now.doubled++;
    if (last?.data.outcome !== "done") tally.now.uncertain++;
    else {
      tally.now.writes++;
      if (made === 0) team.odd("reported as done, and not seen by the org");
    }
  }
}

/** A call's answer; undefined, and counted, where none came. */
async function call(team: Team, client: HttpClient, name: string, args: Record<string, unknown>) {
  const begin = performance.now();
  try {
    const answer = await client.call(name, args);
    answer.isError ? team.tally.now.refused++ : team.tally.now.answered++;
    if (answer.isError) team.refused(answer.text.replace(/\d\w*/g, "…").slice(0, 100));
    if (/^Internal error/.test(answer.text)) team.odd(answer.text);
    return answer;
  } catch (error) {
    team.tally.now.lost++;
    team.odd(String(error));
    return undefined;
  } finally {
    team.tally.now.durations.push(performance.now() - begin);
  }
}
