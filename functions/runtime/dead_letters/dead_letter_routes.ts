/**
 * The routes of a function's dead letters: what is open, and what is done with it.
 *
 * @module
 */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { KafkaSettings } from "../../../kafka/client/settings.ts";
import type { DealOptions, DealReport } from "../../../kafka/letters/dealing/deal.ts";
import { discard } from "../../../kafka/letters/dealing/discard.ts";
import { letterListJson, viewReport } from "../../../kafka/letters/letter_json.ts";
import { listLetters } from "../../../kafka/letters/reading/letter_list.ts";
import { quarantineTopic } from "../../../kafka/letters/letter_topics.ts";
import { redrive } from "../../../kafka/letters/dealing/redrive.ts";
import { planDiscard, planRedrive } from "../../../kafka/letters/dealing/plan.ts";
import { readParameters } from "../http/body.ts";
import { Problem } from "../http/problems/problem.ts";
import { problemResponse } from "../http/problems/problem_response.ts";
import { answer } from "../http/routes.ts";
import { chosenLetters, dealSchema, listSchema } from "./dead_letter_parameters.ts";
import { DEALT, LISTED } from "./dead_letter_examples.ts";
import { letterTopics } from "./own_letter_topics.ts";

/** What the routes need. */
export interface DeadLetterRoutesOptions {
  /** For connections of their own, which are made when there is something to do. */
  kafka: KafkaSettings;
  /** The topics that the function's dead letters go to now. */
  letterTopics(): readonly string[];
}

const PATH = "/dead-letters";

/** How long a request may deal with letters, and look at them, in ms. */
const DEAL_TIME = 20_000;
const LOOK_TIME = 5_000;

const PROBLEMS = {
  404: problemResponse("There are no dead letters of this topic"),
  422: problemResponse("Unknown or wrong parameters; the detail says what to change"),
  503: problemResponse("Kafka cannot be reached"),
};

/** Adds the routes. GET changes nothing, and POST deals with letters. */
export function addDeadLetterRoutes(app: OpenAPIHono, options: DeadLetterRoutesOptions): void {
  addList(app, options);
  addDeal(app, options);
}

function addList(app: OpenAPIHono, { kafka, letterTopics: own }: DeadLetterRoutesOptions): void {
  app.openAPIRegistry.registerPath({
    method: "get",
    path: PATH,
    summary: "The dead letters that are open",
    description: "Open are those that were neither redriven nor discarded. Of a function with " +
      "letters in more than one topic, its topics are listed until one is named.",
    request: { query: listSchema.partial() },
    responses: {
      200: {
        description: "By error, by time, and the newest ones",
        content: { "application/json": { schema: answer({}).loose(), example: LISTED } },
      },
      ...PROBLEMS,
    },
  });
  app.get(PATH, async (c) => {
    const { topic: named, show, ...chosen } = await readParameters(c, listSchema);
    const topics = await letterTopics(kafka, own());
    const topic = named ?? (topics.length === 1 ? topics[0].topic : undefined);
    if (topic === undefined) {
      const open = topics.reduce((sum, { open }) => sum + open, 0);
      return c.json({ status: "ok", message: openWords(open), topics });
    }
    checkOwn(topic, own());
    // A topic that no letter was put into yet is not there.
    if (!topics.some((one) => one.topic === topic)) {
      return c.json({ status: "ok", message: openWords(0), topic, open: 0 });
    }
    const filter = chosenLetters(chosen);
    const list = await listLetters(kafka, topic, { filter, show, timeoutMs: LOOK_TIME });
    const head = JSON.stringify({ status: "ok", message: openWords(list.open) });
    const body = `${head.slice(0, -1)},${letterListJson(list).slice(1)}`;
    return c.body(body, 200, { "content-type": "application/json" });
  });
}

function addDeal(app: OpenAPIHono, { kafka, letterTopics: own }: DeadLetterRoutesOptions): void {
  const parameters = dealSchema.partial();
  app.openAPIRegistry.registerPath({
    method: "post",
    path: PATH,
    summary: "Redrive or discard dead letters",
    description: "A letter is redriven when its record is acknowledged by all replicas in sync, " +
      "and open no more from then on. What is not done within 20 s is left for the next request.",
    request: {
      query: parameters,
      body: { content: { "application/json": { schema: parameters } } },
    },
    responses: {
      200: {
        description: "What became of them, or would",
        content: {
          "application/json": { schema: answer({ applied: z.boolean() }).loose(), example: DEALT },
        },
      },
      ...PROBLEMS,
      409: problemResponse("They are being redriven or discarded elsewhere"),
    },
  });
  app.post(PATH, async (c) => {
    const { action, dryRun, ...given } = await readParameters(c, dealSchema);
    const { topic: named, to, limit, rate, ...chosen } = given;
    if (action === "discard" && to !== undefined) {
      throw new Problem("invalid", "Cannot discard letters to a topic: leave to out");
    }
    const topics = own();
    const topic = named ?? (topics.length === 1 ? topics[0] : undefined);
    if (topic === undefined) {
      throw new Problem(
        "invalid",
        `Name the topic: one of ${topics.join(", ") || "none there is"}`,
      );
    }
    checkOwn(topic, topics);
    const filter = chosenLetters(chosen);
    if (dryRun) {
      const options = { filter, limit, to, timeoutMs: LOOK_TIME };
      const plan = action === "redrive"
        ? await planRedrive(kafka, topic, options)
        : await planDiscard(kafka, topic, options);
      const message = `Would ${action} ${plan.letters} letters of ${topic}`;
      return c.json({ status: "ok", message, applied: false, ...plan });
    }
    const signal = AbortSignal.timeout(DEAL_TIME);
    const options: DealOptions = { filter, limit, rate, signal };
    const report = action === "redrive"
      ? await redrive(kafka, topic, { ...options, to })
      : await discard(kafka, topic, options);
    const done = action === "redrive" ? "Redriven" : "Discarded";
    const message = `${done} ${report.dealt} letters of ${topic}`;
    if (report.failure !== undefined) throw failed(message, report);
    return c.json({ status: "ok", message, applied: true, ...viewReport(report) });
  });
}

function openWords(open: number): string {
  return `${open} ${open === 1 ? "letter is" : "letters are"} open`;
}

/** @throws {Problem} for a topic that is none of the function's. */
function checkOwn(topic: string, own: readonly string[]): void {
  if (own.some((one) => topic === one || topic === quarantineTopic(one))) return;
  const detail = own.length === 0 ? "it consumes nothing" : `there are ${own.join(", ")}`;
  throw new Problem("noTopic", `Cannot find dead letters of this function in ${topic}: ${detail}`);
}

function failed(message: string, { failure }: DealReport): Problem {
  return new Problem("noKafka", `${message}, and then: ${failure}`);
}
