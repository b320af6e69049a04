import type { ClusterReader } from "../../../kafka/cluster/cluster_client.ts";
import { type KafkaRecord, recordName } from "../../../kafka/record/record.ts";
import { Problem } from "../../runtime/http/problems/problem.ts";
import type { RecordPlace } from "./records/record_path.ts";
import type { PageRequest } from "../web/page.tsx";

/** The record that a page is asked for. @throws {Problem} `noRecord` where no offset can be. */
export function placeOf(param: PageRequest["param"]): RecordPlace {
  const [partition, offset] = [Number(param("partition")), Number(param("offset"))];
  const place = { topic: param("topic"), partition, offset };
  if (Number.isSafeInteger(partition) && Number.isSafeInteger(offset)) return place;
  throw new Problem("noRecord", `Cannot find ${place.topic}: there is no such place in a log`);
}

/**
 * A record.
 *
 * @throws {Problem} `noRecord` where there is none: it was deleted or compacted away, or is yet to come.
 */
export async function readRecord(
  cluster: Pick<ClusterReader, "browse">,
  { topic, partition, offset }: RecordPlace,
): Promise<KafkaRecord> {
  const { records } = await cluster.browse(topic, {
    from: { offset },
    partition,
    limit: 1,
  });
  const record = records.find((one) => one.offset === offset && one.partition === partition);
  if (record !== undefined) return record;
  const place = recordName({ topic, partition, offset });
  throw new Problem(
    "noRecord",
    `Cannot find record ${place}: it was deleted or compacted away, or is yet to come`,
  );
}
