/**
 * What this library uses of kafkajs beside its connections, for its other rooms.
 *
 * @module
 */
export { default as murmur2 } from "kafkajs/src/producer/partitioners/default/murmur2.js";
