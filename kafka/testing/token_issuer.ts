/** What an issuer was asked. */
export interface TokenRequest {
  authorization: string | null;
  form: Record<string, string>;
}

/** An OAuth 2.0 issuer on this machine, for tests. */
export interface TokenIssuer extends AsyncDisposable {
  /** Its token endpoint. */
  tokenUrl: string;
  /** What it was asked until now. */
  requests: readonly TokenRequest[];
}

/** Starts an issuer that answers so. */
export function startTokenIssuer(
  answer: (request: TokenRequest) => Response | Promise<Response>,
): TokenIssuer {
  const requests: TokenRequest[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      const form = new URLSearchParams(await request.text());
      const authorization = request.headers.get("authorization");
      const asked = { authorization, form: Object.fromEntries(form) };
      requests.push(asked);
      return await answer(asked);
    },
  );
  return {
    tokenUrl: `http://127.0.0.1:${server.addr.port}/token`,
    requests,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
