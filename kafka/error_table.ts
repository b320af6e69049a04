/**
 * The errors that Kafka 3.9 answers with (https://kafka.apache.org/protocol#protocol_error_codes). Where
 * Kafka has renamed one since, it has the older name here, as kafkajs reports it by that too.
 *
 * @module
 */

/** One of Kafka's errors. */
export interface KnownError {
  code: number;
  /** Kafka's name of it. */
  name: string;
  /** What it means, to complete "Cannot <action>: …". */
  message: string;
  /** Whether the same request can succeed later (Kafka's RetriableException). */
  retriable: boolean;
}

type Row = [code: number, name: string, message: string, retriable?: "retriable"];

const ROWS: readonly Row[] = [
  [-1, "UNKNOWN", "The server experienced an unexpected error when processing the request"],
  [
    1,
    "OFFSET_OUT_OF_RANGE",
    "The requested offset is not within the range of offsets maintained by the server",
  ],
  [
    2,
    "CORRUPT_MESSAGE",
    "This message has failed its CRC checksum, exceeds the valid size, or is otherwise corrupt",
    "retriable",
  ],
  [3, "UNKNOWN_TOPIC_OR_PARTITION", "This server does not host this topic-partition", "retriable"],
  [4, "INVALID_FETCH_SIZE", "The requested fetch size is invalid"],
  [
    5,
    "LEADER_NOT_AVAILABLE",
    "There is no leader for this topic-partition as we are in the middle of a leadership election",
    "retriable",
  ],
  [
    6,
    "NOT_LEADER_FOR_PARTITION",
    "This server is not the leader for that topic-partition",
    "retriable",
  ],
  [7, "REQUEST_TIMED_OUT", "The request timed out", "retriable"],
  [8, "BROKER_NOT_AVAILABLE", "The broker is not available"],
  [
    9,
    "REPLICA_NOT_AVAILABLE",
    "The replica is not available for the requested topic-partition",
    "retriable",
  ],
  [
    10,
    "MESSAGE_TOO_LARGE",
    "The request included a message larger than the max message size the server will accept",
  ],
  [11, "STALE_CONTROLLER_EPOCH", "The controller moved to another broker"],
  [12, "OFFSET_METADATA_TOO_LARGE", "The metadata field of the offset request was too large"],
  [13, "NETWORK_EXCEPTION", "The server disconnected before a response was received", "retriable"],
  [
    14,
    "GROUP_LOAD_IN_PROGRESS",
    "The coordinator is loading and hence can't process requests for this group",
    "retriable",
  ],
  [15, "GROUP_COORDINATOR_NOT_AVAILABLE", "The group coordinator is not available", "retriable"],
  [
    16,
    "NOT_COORDINATOR_FOR_GROUP",
    "This is not the correct coordinator for this group",
    "retriable",
  ],
  [
    17,
    "INVALID_TOPIC_EXCEPTION",
    "The request attempted to perform an operation on an invalid topic",
  ],
  [
    18,
    "RECORD_LIST_TOO_LARGE",
    "The request included message batch larger than the configured segment size on the server",
  ],
  [
    19,
    "NOT_ENOUGH_REPLICAS",
    "Messages are rejected since there are fewer in-sync replicas than required",
    "retriable",
  ],
  [
    20,
    "NOT_ENOUGH_REPLICAS_AFTER_APPEND",
    "Messages are written to the log, but to fewer in-sync replicas than required",
    "retriable",
  ],
  [21, "INVALID_REQUIRED_ACKS", "Produce request specified an invalid value for required acks"],
  [22, "ILLEGAL_GENERATION", "Specified group generation id is not valid"],
  [
    23,
    "INCONSISTENT_GROUP_PROTOCOL",
    "The group member's supported protocols are incompatible with those of existing members",
  ],
  [24, "INVALID_GROUP_ID", "The configured groupId is invalid"],
  [25, "UNKNOWN_MEMBER_ID", "The coordinator is not aware of this member"],
  [
    26,
    "INVALID_SESSION_TIMEOUT",
    "The session timeout is not within the range allowed by the broker (as configured by group.min.session.timeout.ms and group.max.session.timeout.ms)",
  ],
  [27, "REBALANCE_IN_PROGRESS", "The group is rebalancing, so a rejoin is needed"],
  [28, "INVALID_COMMIT_OFFSET_SIZE", "The committing offset data size is not valid"],
  [
    29,
    "TOPIC_AUTHORIZATION_FAILED",
    "Not authorized to access topics: [Topic authorization failed]",
  ],
  [30, "GROUP_AUTHORIZATION_FAILED", "Not authorized to access group: Group authorization failed"],
  [31, "CLUSTER_AUTHORIZATION_FAILED", "Cluster authorization failed"],
  [32, "INVALID_TIMESTAMP", "The timestamp of the message is out of acceptable range"],
  [33, "UNSUPPORTED_SASL_MECHANISM", "The broker does not support the requested SASL mechanism"],
  [34, "ILLEGAL_SASL_STATE", "Request is not valid given the current SASL state"],
  [35, "UNSUPPORTED_VERSION", "The version of API is not supported"],
  [36, "TOPIC_ALREADY_EXISTS", "Topic with this name already exists"],
  [37, "INVALID_PARTITIONS", "Number of partitions is invalid"],
  [38, "INVALID_REPLICATION_FACTOR", "Replication-factor is invalid"],
  [39, "INVALID_REPLICA_ASSIGNMENT", "Replica assignment is invalid"],
  [40, "INVALID_CONFIG", "Configuration is invalid"],
  [41, "NOT_CONTROLLER", "This is not the correct controller for this cluster", "retriable"],
  [
    42,
    "INVALID_REQUEST",
    "This most likely occurs because of a request being malformed by the client library or the message was sent to an incompatible broker. See the broker logs for more details",
  ],
  [
    43,
    "UNSUPPORTED_FOR_MESSAGE_FORMAT",
    "The message format version on the broker does not support the request",
  ],
  [44, "POLICY_VIOLATION", "Request parameters do not satisfy the configured policy"],
  [45, "OUT_OF_ORDER_SEQUENCE_NUMBER", "The broker received an out of order sequence number"],
  [46, "DUPLICATE_SEQUENCE_NUMBER", "The broker received a duplicate sequence number"],
  [
    47,
    "INVALID_PRODUCER_EPOCH",
    "Producer attempted an operation with an old epoch. Either there is a newer producer with the same transactionalId, or the producer's transaction has been expired by the broker",
  ],
  [48, "INVALID_TXN_STATE", "The producer attempted a transactional operation in an invalid state"],
  [
    49,
    "INVALID_PRODUCER_ID_MAPPING",
    "The producer attempted to use a producer id which is not currently assigned to its transactional id",
  ],
  [
    50,
    "INVALID_TRANSACTION_TIMEOUT",
    "The transaction timeout is larger than the maximum value allowed by the broker (as configured by max.transaction.timeout.ms)",
  ],
  [
    51,
    "CONCURRENT_TRANSACTIONS",
    "The producer attempted to update a transaction while another concurrent operation on the same transaction was ongoing",
    "retriable",
  ],
  [
    52,
    "TRANSACTION_COORDINATOR_FENCED",
    "Indicates that the transaction coordinator sending a WriteTxnMarker is no longer the current coordinator for a given producer",
  ],
  [53, "TRANSACTIONAL_ID_AUTHORIZATION_FAILED", "Transactional Id authorization failed"],
  [54, "SECURITY_DISABLED", "Security features are disabled"],
  [
    55,
    "OPERATION_NOT_ATTEMPTED",
    "The broker did not attempt to execute this operation. This may happen for batched RPCs where some operations in the batch failed, causing the broker to respond without trying the rest",
  ],
  [56, "KAFKA_STORAGE_ERROR", "Disk error when trying to access log file on the disk", "retriable"],
  [57, "LOG_DIR_NOT_FOUND", "The user-specified log directory is not found in the broker config"],
  [58, "SASL_AUTHENTICATION_FAILED", "SASL Authentication failed"],
  [
    59,
    "UNKNOWN_PRODUCER_ID",
    "This exception is raised by the broker if it could not locate the producer metadata associated with the producerId in question. This could happen if, for instance, the producer's records were deleted because their retention time had elapsed. Once the last records of the producerId are removed, the producer's metadata is removed from the broker, and future appends by the producer will return this exception",
  ],
  [60, "REASSIGNMENT_IN_PROGRESS", "A partition reassignment is in progress"],
  [61, "DELEGATION_TOKEN_AUTH_DISABLED", "Delegation Token feature is not enabled"],
  [62, "DELEGATION_TOKEN_NOT_FOUND", "Delegation Token is not found on server"],
  [63, "DELEGATION_TOKEN_OWNER_MISMATCH", "Specified Principal is not valid Owner/Renewer"],
  [
    64,
    "DELEGATION_TOKEN_REQUEST_NOT_ALLOWED",
    "Delegation Token requests are not allowed on PLAINTEXT/1-way SSL channels and on delegation token authenticated channels",
  ],
  [65, "DELEGATION_TOKEN_AUTHORIZATION_FAILED", "Delegation Token authorization failed"],
  [66, "DELEGATION_TOKEN_EXPIRED", "Delegation Token is expired"],
  [67, "INVALID_PRINCIPAL_TYPE", "Supplied principalType is not supported"],
  [68, "NON_EMPTY_GROUP", "The group is not empty"],
  [69, "GROUP_ID_NOT_FOUND", "The group id was not found"],
  [70, "FETCH_SESSION_ID_NOT_FOUND", "The fetch session ID was not found", "retriable"],
  [71, "INVALID_FETCH_SESSION_EPOCH", "The fetch session epoch is invalid", "retriable"],
  [
    72,
    "LISTENER_NOT_FOUND",
    "There is no listener on the leader broker that matches the listener on which metadata request was processed",
    "retriable",
  ],
  [73, "TOPIC_DELETION_DISABLED", "Topic deletion is disabled"],
  [
    74,
    "FENCED_LEADER_EPOCH",
    "The leader epoch in the request is older than the epoch on the broker",
    "retriable",
  ],
  [
    75,
    "UNKNOWN_LEADER_EPOCH",
    "The leader epoch in the request is newer than the epoch on the broker",
    "retriable",
  ],
  [
    76,
    "UNSUPPORTED_COMPRESSION_TYPE",
    "The requesting client does not support the compression type of given partition",
  ],
  [77, "STALE_BROKER_EPOCH", "Broker epoch has changed"],
  [
    78,
    "OFFSET_NOT_AVAILABLE",
    "The leader high watermark has not caught up from a recent leader election so the offsets cannot be guaranteed to be monotonically increasing",
    "retriable",
  ],
  [
    79,
    "MEMBER_ID_REQUIRED",
    "The group member needs to have a valid member id before actually entering a consumer group",
  ],
  [80, "PREFERRED_LEADER_NOT_AVAILABLE", "The preferred leader was not available", "retriable"],
  [
    81,
    "GROUP_MAX_SIZE_REACHED",
    "The consumer group has reached its max size. It already has the configured maximum number of members",
  ],
  [
    82,
    "FENCED_INSTANCE_ID",
    "The broker rejected this static consumer since another consumer with the same group instance id has registered with a different member id",
  ],
  [
    83,
    "ELIGIBLE_LEADERS_NOT_AVAILABLE",
    "Eligible topic partition leaders are not available",
    "retriable",
  ],
  [84, "ELECTION_NOT_NEEDED", "Leader election not needed for topic partition", "retriable"],
  [85, "NO_REASSIGNMENT_IN_PROGRESS", "No partition reassignment is in progress"],
  [
    86,
    "GROUP_SUBSCRIBED_TO_TOPIC",
    "Deleting offsets of a topic is forbidden while the consumer group is actively subscribed to it",
  ],
  [87, "INVALID_RECORD", "This record has failed the validation on broker and hence be rejected"],
  [88, "UNSTABLE_OFFSET_COMMIT", "There are unstable offsets that need to be cleared", "retriable"],
  [89, "THROTTLING_QUOTA_EXCEEDED", "The throttling quota has been exceeded", "retriable"],
  [
    90,
    "PRODUCER_FENCED",
    "There is a newer producer with the same transactionalId, which fences this one",
  ],
  [91, "RESOURCE_NOT_FOUND", "There is no such resource"],
  [92, "DUPLICATE_RESOURCE", "The request names a resource twice"],
  [
    93,
    "UNACCEPTABLE_CREDENTIAL",
    "The requested credential does not meet the criteria for acceptability",
  ],
  [94, "INCONSISTENT_VOTER_SET", "Sender and recipient do not have the same set of voters"],
  [95, "INVALID_UPDATE_VERSION", "The given update version is invalid"],
  [96, "FEATURE_UPDATE_FAILED", "The finalized features cannot be updated"],
  [97, "PRINCIPAL_DESERIALIZATION_FAILURE", "The principal of a forwarded request cannot be read"],
  [98, "SNAPSHOT_NOT_FOUND", "The requested snapshot is not there"],
  [99, "POSITION_OUT_OF_RANGE", "The requested position is not within the snapshot"],
  [100, "UNKNOWN_TOPIC_ID", "This server does not host a topic of this id", "retriable"],
  [101, "DUPLICATE_BROKER_REGISTRATION", "This broker id is in use"],
  [102, "BROKER_ID_NOT_REGISTERED", "This broker id is not registered"],
  [
    103,
    "INCONSISTENT_TOPIC_ID",
    "The topic's id in the log is not that of the request",
    "retriable",
  ],
  [104, "INCONSISTENT_CLUSTER_ID", "The cluster's id in the request is not that of the server"],
  [105, "TRANSACTIONAL_ID_NOT_FOUND", "The transactionalId could not be found"],
  [
    106,
    "FETCH_SESSION_TOPIC_ID_ERROR",
    "The fetch session uses topic ids otherwise than before",
    "retriable",
  ],
  [107, "INELIGIBLE_REPLICA", "The new in-sync replicas contain one that cannot be one"],
  [108, "NEW_LEADER_ELECTED", "The partition's state was changed and a new leader elected"],
  [109, "OFFSET_MOVED_TO_TIERED_STORAGE", "The requested offset is in tiered storage by now"],
  [
    110,
    "FENCED_MEMBER_EPOCH",
    "The member's epoch is fenced by the coordinator: it must leave its partitions and rejoin",
  ],
  [
    111,
    "UNRELEASED_INSTANCE_ID",
    "The instance id is in use by another member, which must leave first",
  ],
  [
    112,
    "UNSUPPORTED_ASSIGNOR",
    "The group does not support the assignor, or its range of versions",
  ],
  [
    113,
    "STALE_MEMBER_EPOCH",
    "The member's epoch is stale: it must retry with the one of its next heartbeat",
  ],
  [114, "MISMATCHED_ENDPOINT_TYPE", "The request was sent to an endpoint of the wrong type"],
  [115, "UNSUPPORTED_ENDPOINT_TYPE", "This type of endpoint is not supported yet"],
  [116, "UNKNOWN_CONTROLLER_ID", "This controller id is not known"],
  [117, "UNKNOWN_SUBSCRIPTION_ID", "The telemetry subscription is out of date or not valid"],
  [118, "TELEMETRY_TOO_LARGE", "The telemetry is larger than the broker takes"],
  [119, "INVALID_REGISTRATION", "The controller takes the broker's registration for invalid"],
  [120, "TRANSACTION_ABORTABLE", "The transaction met an error and can be aborted"],
  [121, "INVALID_RECORD_STATE", "The record's state does not allow it to be acknowledged"],
  [122, "SHARE_SESSION_NOT_FOUND", "The share session was not found", "retriable"],
  [123, "INVALID_SHARE_SESSION_EPOCH", "The share session's epoch is invalid", "retriable"],
  [124, "FENCED_STATE_EPOCH", "The share coordinator's state epoch is not that of the request"],
  [125, "INVALID_VOTER_KEY", "The voter's key is not that of the replica that received it"],
  [126, "DUPLICATE_VOTER", "The voter is in the set of voters already"],
  [127, "VOTER_NOT_FOUND", "The voter is not in the set of voters"],
];

/** All of them, by code. */
export const KAFKA_ERRORS: readonly KnownError[] = ROWS.map(([code, name, message, retriable]) => ({
  code,
  name,
  message,
  retriable: retriable !== undefined,
}));
