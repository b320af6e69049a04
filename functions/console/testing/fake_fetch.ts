/**
 * Stands for the network: answers what the sources of the console ask.
 *
 * @module
 */

/** What is answered to a URL: JSON, text, or a status with JSON; nothing: nobody listens there. */
export type Answers = Record<string, unknown>;

/** Answers in place of the network until it is disposed of, and keeps what was sent. */
export function fakeFetch(answers: Answers) {
  const original = globalThis.fetch;
  const sent: { url: string; body?: unknown }[] = [];
  globalThis.fetch = (async (input: string, init: RequestInit = {}) => {
    const url = `${input}`;
    sent.push({ url, ...(init.body ? { body: await new Response(init.body).json() } : {}) });
    if (!(url in answers)) throw new TypeError("connection refused");
    const answer = answers[url];
    if (answer instanceof Response) return answer.clone();
    return typeof answer === "string" ? new Response(answer) : Response.json(answer);
  }) as typeof fetch;
  return {
    sent,
    [Symbol.dispose]() {
      globalThis.fetch = original;
    },
  };
}
