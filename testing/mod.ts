/**
 * For those who test their functions, and whatever else speaks to Kafka, on three real brokers:
 * `import { startLab } from "@instigator/testing"`.
 *
 * @module
 */
export { type LabOptions, startLab } from "./start_lab.ts";
export type { TestLab, TopicOptions } from "./test_lab.ts";
export type { TestTopic } from "./test_topic.ts";
export type { ConsumeOptions, TestRecord } from "./read_topic.ts";
export type { RunningFunction, RunOptions } from "./running_function.ts";
export type { Counts } from "./topic_ledger.ts";
export { type Answered, request } from "./request.ts";
export { type Invocation, invoke } from "./invoke.ts";
