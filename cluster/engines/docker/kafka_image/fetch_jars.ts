/**
 * A step of the Kafka image's build: fetches the jars, as the native engine does.
 *
 * @module
 */
import { labEnvironment } from "../../../environment.ts";
import { ensureCacheableJars } from "../../../jvm/cacheable_jars.ts";
import { ensureAgent, ensureJars } from "../../../jvm/jars.ts";
import { silent } from "../../../progress.ts";

const environment = labEnvironment();
await ensureJars(environment, silent);
await ensureCacheableJars(environment);
await ensureAgent(environment);
