import { Problem } from "../../../runtime/http/problems/problem.ts";
import type { OwnFunctionClient } from "../../sources/own_function.ts";
import type { Console } from "../console.ts";

/** The function of this name. @throws {Problem} where there is none. */
export function functionOf({ own = [] }: Console, name: string): OwnFunctionClient {
  const client = own.find((one) => one.name === name);
  if (client === undefined) throw new Problem("noFunction", `There is no function ${name}`);
  return client;
}
