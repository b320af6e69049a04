import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { parse } from "yaml";
import { PROJECT_ROOT } from "../../environment.ts";
import type { FunctionDescription, OwnFunction } from "../../own/own_function.ts";
import { checkoutImage, composeText, gatheredImage } from "./own_services.ts";

function own(
  name: string,
  folder: string,
  config: string,
  more: Partial<FunctionDescription> = {},
): OwnFunction {
  return {
    ...{ name, folder, file: join(folder, "function.ts"), config, imports: [] },
    description: {
      ...{
        name,
        port: 5010,
        description: null,
        trigger: null,
        output: null,
        deadLetters: {},
        fetch: true,
      },
      ...{ schedule: null, permissions: { net: [], env: [], read: [] }, replicas: 1, env: {} },
      resources: {},
      ...more,
    },
  };
}

const inCheckout = (name: string, more: Partial<FunctionDescription> = {}) =>
  own(name, join(PROJECT_ROOT, "functions", name), join(PROJECT_ROOT, "deno.json"), more);

Deno.test("composeText() is empty where nothing is to run", () => {
  assertEquals(composeText([], checkoutImage), "");
  assertEquals(composeText([inCheckout("orders", { replicas: 0 })], checkoutImage), "");
});

Deno.test("composeText() hardens a function as those of docker-compose.yml", async () => {
  const { services } = parse(composeText([inCheckout("orders")], checkoutImage));
  const text = await Deno.readTextFile(join(PROJECT_ROOT, "docker-compose.yml"));
  const { producer } = parse(text, { merge: true, maxAliasCount: -1, logLevel: "error" }).services;
  const same = ["read_only", "cap_drop", "security_opt", "networks", "restart", "tmpfs"];
  for (const key of [...same, "pids_limit", "stop_grace_period", "mem_limit"]) {
    assertEquals([key, services.orders[key]], [key, producer[key]]);
  }
  const { interval, timeout, retries, start_period, test } = services.orders.healthcheck;
  const { test: _, ...health } = producer.healthcheck;
  assertEquals({ interval, timeout, retries, start_period }, health);
  assertEquals(test, ["CMD", "/app/functions/health.sh", "5010", "/readyz"]);
});

Deno.test("composeText() gives what the definition asks for, and no more", () => {
  const { services } = parse(composeText([
    inCheckout("orders", {
      replicas: 2,
      permissions: { net: ["api.example:443"], env: ["API_KEY"], read: ["templates"] },
      env: { PRICE: "$5" },
      resources: { memory: "300Mi", cpu: "500m" },
    }),
  ], checkoutImage));
  const { orders, "orders-2": second } = services;
  const options: string[] = orders.entrypoint.filter((one: string) => one.startsWith("--allow"));
  assertEquals(options.map((option) => option.split("=")[0]), [
    "--allow-net",
    "--allow-read",
    "--allow-env",
  ]);
  assertEquals(
    options[0],
    "--allow-net=0.0.0.0:5010,kafka1:9092,kafka2:9092,kafka3:9092,api.example:443",
  );
  assertEquals(options[1], "--allow-read=/app");
  assert(options[2].includes(",API_KEY,") && options[2].includes(",PRICE,"));
  assertEquals(orders.environment.PRICE, "$$5");
  // It comes from the .env, which what is said here would win over.
  assertEquals("API_KEY" in orders.environment, false);
  assertEquals([orders.mem_limit, orders.cpus], ["300m", 0.5]);
  assertEquals(orders.env_file, [{ path: "./functions/orders/.env", required: false }]);
  assertEquals(orders.ports, ["127.0.0.1:${ORDERS_PORT:-5010}:5010"]);
  assertEquals(second.ports, ["127.0.0.1:${ORDERS_2_PORT:-5110}:5110"]);
  assertEquals(second.environment.PORT, "5110");
  // One image for all replicas.
  assertEquals([orders.image, second.image], Array(2).fill("instigator-function-orders"));
  assertEquals([orders.pull_policy, second.build], [undefined, undefined]);
});

Deno.test("the image of a function of another folder has its configuration, where it has one", () => {
  const plain = own("orders", "/shop/functions/orders", join(PROJECT_ROOT, "deno.json"));
  assertEquals(gatheredImage(plain, "/context").folder, "/app/app/orders");
  assertEquals(gatheredImage(plain, "/context").config, "/app/deno.json");
  const configured = own("orders", "/shop/functions/orders", "/shop/deno.json");
  assertEquals(gatheredImage(configured, "/context"), {
    build: {
      context: "/context",
      dockerfile: "functions/runtime/image/Dockerfile",
      args: { CONFIG: "app/deno.json", FUNCTION: "app/functions/orders/function.ts" },
    },
    config: "/app/app/deno.json",
    folder: "/app/app/functions/orders",
  });
});
