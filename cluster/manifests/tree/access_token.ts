import { component, EVERY_DEPLOYMENT, patch } from "./kustomization.ts";
import type { Tree } from "./tree.ts";

/** The Secret with the token. */
const SECRET = "access";
const TOKEN = { name: SECRET, key: "token" };

/**
 * The component `access-token`: whoever sends functions requests must show a token, where no NetworkPolicy
 * is enforced or it is not enough. Prometheus shows it, too.
 */
export function accessTokenTree(): Tree {
  return {
    "components/access-token/kustomization.yaml": component({
      patches: [
        patch(EVERY_DEPLOYMENT, [
          {
            op: "replace",
            path: "/spec/template/spec/containers/0/env/0",
            value: { name: "AUTH", value: "required" },
          },
          {
            op: "add",
            path: "/spec/template/spec/containers/0/env/-",
            value: { name: "AUTH_TOKEN", valueFrom: { secretKeyRef: TOKEN } },
          },
        ]),
        patch({ kind: "PodMonitor" }, [{
          op: "add",
          path: "/spec/podMetricsEndpoints/0/authorization",
          value: { credentials: TOKEN },
        }]),
      ],
    }),
  };
}
