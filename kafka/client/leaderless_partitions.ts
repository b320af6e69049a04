/**
 * Lets kafkajs 2.2.4 read metadata in which a partition has no leader. It throws the whole answer
 * away for that, also when it asked for all topics, as a producer does when it begins: so one
 * partition whose broker is down kept all others from being written. A send to such a partition
 * itself finds no broker, which kafkajs retries with new metadata.
 *
 * @module
 */
import response from "kafkajs/src/protocol/requests/metadata/v0/response.js";

interface Metadata {
  topicMetadata: { partitionMetadata: { partitionErrorCode: number }[] }[];
}

/** The parser of every version, as they take it from the first when they are first used. */
const versions: { parse(data: Metadata): Promise<Metadata> } = response;
const { parse } = versions;

versions.parse = (data) => {
  for (const { partitionMetadata } of data.topicMetadata) {
    for (const partition of partitionMetadata) partition.partitionErrorCode = 0;
  }
  return parse(data);
};
