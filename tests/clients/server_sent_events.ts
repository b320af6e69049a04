/** An event of a stream (WHATWG HTML, section 9.2). */
export interface SeenEvent {
  event?: string;
  id?: string;
  data: string;
}

/** The events of a stream; what has no data is none. The stream is cancelled when no more are taken. */
export async function* serverSentEvents(response: Response): AsyncGenerator<SeenEvent> {
  let text = "";
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + chunk).split("\n\n");
    text = blocks.pop()!;
    for (const block of blocks) {
      const { event, id, data } = Object.fromEntries(
        block.split("\n").map((line) => line.split(/: ?(.*)/s)),
      );
      if (data !== undefined) yield { event, id, data };
    }
  }
}

/** The first events of a stream, which is cancelled then. */
export async function firstEvents(count: number, response: Response): Promise<SeenEvent[]> {
  const events: SeenEvent[] = [];
  for await (const event of serverSentEvents(response)) {
    if (events.push(event) === count) break;
  }
  return events;
}
