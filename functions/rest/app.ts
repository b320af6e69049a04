/**
 * Rest's HTTP application, from its parts.
 *
 * @module
 */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Brokers } from "../../kafka/client/brokers.ts";
import { type AppOptions, createApp } from "../runtime/http/app.ts";
import { addGreeting, addRoute, answer } from "../runtime/http/routes.ts";
import {
  addPartitionProduceRoutes,
  addProduceRoutes,
  type ProduceOptions,
} from "../runtime/producing/produce_routes.ts";
import { describeConsumers } from "./consumers/routes/consumer_description.ts";
import { forwardToOwner } from "./consumers/owners/forward.ts";
import { addInstanceRoutes } from "./consumers/routes/instance_routes.ts";
import type { Instances } from "./consumers/instances.ts";
import { addOffsetRoutes } from "./consumers/routes/offset_routes.ts";
import type { Owners } from "./consumers/owners/owners.ts";
import { addPositionRoutes } from "./consumers/routes/position_routes.ts";
import { addRecordRoutes, type RecordOptions } from "./consumers/routes/record_routes.ts";
import { addSubscriptionRoutes } from "./consumers/routes/subscription_routes.ts";
import type { SchemaCodecs } from "../runtime/schemas/schema_codecs.ts";
import { addMetadataRoutes } from "./metadata/metadata_routes.ts";
import { readSchemaRecords } from "./schemas/read_schema_records.ts";

/** What rest's application is made of. */
export interface RestAppOptions
  extends Omit<AppOptions, "title" | "description">, ProduceOptions, RecordOptions {
  brokers: Brokers;
  instances: Instances;
  owners: Owners;
  /** The schemas of a registry; absent: there is none. */
  schemas?: SchemaCodecs;
}

/** Rest's application. */
export function createRestApp(options: RestAppOptions): OpenAPIHono {
  const app = createApp({
    ...options,
    title: "Rest",
    description:
      "Confluent's REST Proxy, version 2: topics, brokers, records written and consumed " +
      "over HTTP.",
    // What GET and POST share here is a path, not what they do; GET changes nothing, but for records.
    pages: (path) => !path.endsWith("/records"),
    takesTrailingSlash: true,
  });
  addGreeting(app, "Rest", ["/topics", "/brokers", "/consumers/{group}"]);
  addStatus(app, options.instances);
  addMetadataRoutes(app, options);
  const producing = { ...options, readOther: readSchemaRecords(options.schemas) };
  addProduceRoutes(app, producing);
  addPartitionProduceRoutes(app, producing);
  for (const route of describeConsumers()) app.openAPIRegistry.registerPath(route);
  app.use(
    "/consumers/:group/instances/:instance/*",
    forwardToOwner(options.instances, options.owners),
  );
  addInstanceRoutes(app, options);
  addSubscriptionRoutes(app, options);
  addPositionRoutes(app, options);
  addOffsetRoutes(app, options);
  addRecordRoutes(app, options);
  return app;
}

function addStatus(app: OpenAPIHono, instances: Instances): void {
  addRoute(app, {
    path: "/status",
    summary: "The consumer instances of this replica",
    answer: answer({
      instances: z.array(z.object({
        group: z.string(),
        name: z.string(),
        format: z.string(),
        assigned: z.array(z.object({ topic: z.string(), partition: z.int() })),
        idleSeconds: z.int(),
      })),
    }),
    example: {
      status: "ok",
      message: "1 consumer instance",
      instances: [{
        group: "my-group",
        name: "my-instance",
        format: "json",
        assigned: [{ topic: "sampleOne", partition: 0 }],
        idleSeconds: 2,
      }],
    },
  }, (c) => {
    const { count } = instances;
    const message = `${count} consumer ${count === 1 ? "instance" : "instances"}`;
    return c.json({ status: "ok", message, instances: instances.list() });
  });
}
