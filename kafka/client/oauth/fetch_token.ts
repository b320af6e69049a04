/**
 * Asks an OAuth 2.0 issuer for a token by the client credentials grant (RFC 6749, section 4.4).
 *
 * @module
 */

/** Who asks whom. */
export interface ClientCredentials {
  /** The issuer's token endpoint. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the token is to be good for, parted by spaces; absent: what the issuer says. */
  readonly scope?: string;
}

/** What an issuer gave out. */
export interface IssuedToken {
  readonly token: string;
  /** How long it is good from when it was asked for, in ms. */
  readonly lifeMs: number;
}

/** The longest answer that is read, in characters. */
const MAX_ANSWER = 65_536;

/** What a token is written in (RFC 6750, section 2.1): nothing that would end a message to a broker. */
const TOKEN = /^[\w.~+/-]+=*$/;

/**
 * A new token.
 *
 * @throws {Error} in one line that names the endpoint, and has neither the secret nor a token.
 */
export async function fetchToken(
  credentials: ClientCredentials,
  timeoutMs: number,
): Promise<IssuedToken> {
  const { origin, pathname } = new URL(credentials.tokenUrl);
  try {
    return await ask(credentials, AbortSignal.timeout(timeoutMs));
  } catch (error) {
    const { name, message } = error as Error;
    const why = name === "TimeoutError" ? `no answer within ${timeoutMs} ms` : message;
    throw new Error(`Cannot fetch a token from ${origin}${pathname}: ${why.split("\n", 1)[0]}`);
  }
}

async function ask(
  { tokenUrl, clientId, clientSecret, scope }: ClientCredentials,
  signal: AbortSignal,
): Promise<IssuedToken> {
  const response = await fetch(tokenUrl, {
    method: "POST",
    headers: {
      accept: "application/json",
      authorization: `Basic ${btoa(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`)}`,
    },
    body: new URLSearchParams({ grant_type: "client_credentials", ...(scope && { scope }) }),
    // The secret goes to nobody else.
    redirect: "manual",
    signal,
  });
  const answer = fieldsOf(await boundedText(response));
  if (!response.ok) throw new Error(`it answers ${[response.status, codeOf(answer)].join(" ")}`);
  const { access_token: token, token_type: type, expires_in: life } = answer;
  if (typeof token !== "string" || !TOKEN.test(token)) {
    throw new Error("its answer has no access_token that can be used");
  }
  if (!/^bearer$/i.test(String(type))) throw new Error("its token is not of the type Bearer");
  const lifeMs = Number(life) * 1_000;
  if (!(lifeMs > 0)) throw new Error("its answer has no expires_in: how long the token is good");
  return { token, lifeMs };
}

/** A name or a secret as they stand in `Basic` (RFC 6749, section 2.3.1). */
function formEncoded(text: string): string {
  return new URLSearchParams([["", text]]).toString().slice(1);
}

async function boundedText({ body }: Response): Promise<string> {
  let text = "";
  for await (const part of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    if (text.length > MAX_ANSWER) throw new Error("its answer is too long");
  }
  return text;
}

function fieldsOf(text: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(text) };
  } catch {
    return {};
  }
}

/** The issuer's reason (section 5.2), such as `invalid_client`; its description could hold anything. */
function codeOf({ error }: Record<string, unknown>): string {
  return typeof error === "string" && /^[\w.-]{1,64}$/.test(error) ? error : "and no reason";
}
