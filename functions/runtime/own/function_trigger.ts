/**
 * A function's trigger: what brings it records, retries them, and puts them away.
 *
 * @module
 */
import type { Registry } from "prom-client";
import { Brokers } from "../../../kafka/client/brokers.ts";
import type { KafkaSettings } from "../../../kafka/client/settings.ts";
import { Sender } from "../../../kafka/producer/sender.ts";
import { letterTopic, type OwnFunction } from "../define/read_definition.ts";
import { registerTriggerMetrics } from "../trigger/control/trigger_metrics.ts";
import { DeadLetters } from "../trigger/letters/dead_letters.ts";
import { Delivery } from "../trigger/delivery/delivery.ts";
import type { RecordObserver } from "../trigger/processing/record_observer.ts";
import { Runner } from "../trigger/runner.ts";
import type { FunctionCaller } from "./call/function_caller.ts";
import { recordFilter } from "./input/record_filter.ts";

/** What is built. */
export interface FunctionTrigger {
  runner: Runner;
  delivery: Delivery;
  /** Closes what the runner does not. */
  close(): Promise<void>;
}

/** What a trigger is built of. */
export interface TriggerOptions {
  settings: KafkaSettings;
  brokers: Brokers;
  metrics: Registry;
  /** How the metrics' names begin. */
  prefix?: string;
  /** Where dead letters of a topic go; as the definition says. */
  topicOf?: (source: string) => string | undefined;
  /** Sees what was delivered. */
  observer?: RecordObserver;
}

/** Builds a function's trigger, which does nothing until its runner is told to. */
export function buildTrigger(
  own: OwnFunction,
  caller: FunctionCaller,
  {
    settings,
    brokers,
    metrics,
    prefix = "instigator_function",
    topicOf = (source) => letterTopic(own, source),
    observer = { delivered() {}, batchEnded() {} },
  }: TriggerOptions,
): FunctionTrigger {
  const { name, retries, timeout } = own;
  const { batch, ordering, concurrency, filter } = own.trigger!;
  const letters = new DeadLetters({
    brokers,
    sender: new Sender(new Brokers(settings)),
    name,
    topicOf,
  });
  const delivery = new Delivery({
    name,
    caller: caller.call,
    isBatch: own.handle !== undefined,
    batch,
    ordering,
    concurrency,
    retries,
    timeout,
    ...(filter && { filter: recordFilter(filter, own.input) }),
    letters,
  });
  const runner = new Runner({
    settings,
    brokers,
    delivery,
    letters,
    observer,
  });
  registerTriggerMetrics(
    metrics,
    prefix,
    () => runner.membership?.partitions ?? [],
    delivery,
  );
  return { runner, delivery, close: () => letters.close() };
}
