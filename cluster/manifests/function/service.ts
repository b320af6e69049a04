import type { IService } from "kubernetes-models/v1/Service";
import type { FunctionPlan } from "./function_plan.ts";
import { labels, selector } from "./names.ts";

/** The Service by whose name others reach a function, on the port that it has in the lab. */
export function service({ name, port }: FunctionPlan): IService {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, labels: labels(name) },
    spec: {
      selector: selector(name),
      ports: [{ name: "http", port, targetPort: "http" }],
    },
  };
}
