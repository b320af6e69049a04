/**
 * Lets kafkajs 2.2.4 read metadata in which a partition has no leader. It throws the whole answer
 * away for that, so that one partition whose broker is down keeps all others from being read.
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
