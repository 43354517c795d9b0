import type { JWK } from "jose";
import { registerSecret } from "../redact.ts";
import { type Binding, isBoundTo, pathOf } from "./binding.ts";
import type { Token } from "./oauth_server.ts";
import { readPrivately, writePrivately } from "./private_file.ts";

/** A person's login, as it is kept. */
export interface StoredLogin {
  token: Token;
  /** The private key that the tokens are bound to, where the org asks for DPoP. */
  dpopKey?: JWK;
}

/** Keeps one login: one org, one client, one set of scopes. */
export class LoginStore {
  readonly #bound: Binding;
  readonly #folder: string;

  constructor(bound: Binding, folder: string) {
    this.#bound = bound;
    this.#folder = folder;
  }

  async read(): Promise<StoredLogin | undefined> {
    const stored = await readPrivately(await this.#path());
    if (stored === undefined || !isBoundTo(stored, this.#bound)) return undefined;
    const { token, dpopKey } = stored as unknown as StoredLogin;
    if (typeof token?.accessToken !== "string") return undefined;
    registerSecret(token.accessToken);
    if (token.refreshToken !== undefined) registerSecret(token.refreshToken);
    return { token, ...(dpopKey === undefined ? {} : { dpopKey }) };
  }

  async write(token: Token, dpopKey: JWK | undefined): Promise<void> {
    await writePrivately(await this.#path(), { ...this.#bound, token, dpopKey });
  }

  /** Forgets the login, and which scopes it had. */
  async remove(): Promise<void> {
    for (const kind of ["login", "scopes"] as const) {
      await Deno.remove(await pathOf(this.#bound, this.#folder, kind)).catch((error) => {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      });
    }
  }

  /**
   * Runs a task that no other process runs for this login at the same time: a refresh token is good once, and using it
   * twice ends the login.
   */
  async exclusively<T>(task: () => Promise<T>): Promise<T> {
    await Deno.mkdir(this.#folder, { recursive: true, mode: 0o700 });
    using lock = await Deno.open(`${await this.#path()}.lock`, { write: true, create: true, mode: 0o600 });
    await lock.lock(true);
    try {
      return await task();
    } finally {
      // Closing alone leaves it locked until the runtime lets go of the file; where this fails, that is all there is.
      await lock.unlock().catch(() => {});
    }
  }

  #path(): Promise<string> {
    return pathOf(this.#bound, this.#folder, "login");
  }
}
