/**
 * Stands for `jsr:@std/http`. Only what the functions use. Where JSR can be reached, map `@std/http`
 * to `jsr:@std/http@1` in deno.json and delete this file.
 *
 * @module
 */

/** One event of a stream of server-sent events, or a comment that keeps its connection alive. */
export interface ServerSentEventMessage {
  comment?: string;
  event?: string;
  data?: string;
  id?: string | number;
  retry?: number;
}

const LINE_END = /\r\n|\r|\n/;

function field(name: string, value: string | number): string {
  if (typeof value === "string" && LINE_END.test(value)) {
    throw new SyntaxError(`Cannot serialize ${name} of an event: it has a line break`);
  }
  return `${name}:${value}\n`;
}

function lines(name: string, text: string): string {
  return text.split(LINE_END).map((line) => `${name}:${line}\n`).join("");
}

function serialize({ comment, event, data, id, retry }: ServerSentEventMessage): string {
  let text = "";
  if (comment !== undefined) text += lines("", comment);
  if (event !== undefined) text += field("event", event);
  if (data !== undefined) text += lines("data", data);
  if (id !== undefined) text += field("id", id);
  if (retry !== undefined) text += field("retry", retry);
  return text + "\n";
}

/** Turns messages into the bytes of a `text/event-stream` (WHATWG HTML, section 9.2.5). */
export class ServerSentEventStream extends TransformStream<ServerSentEventMessage, Uint8Array> {
  constructor() {
    const encoder = new TextEncoder();
    super({
      transform: (message, controller) => controller.enqueue(encoder.encode(serialize(message))),
    });
  }
}
