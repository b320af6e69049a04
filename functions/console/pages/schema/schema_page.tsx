/**
 * A schema of the registry, by its id.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import { RegistryError } from "../../../runtime/schemas/registry_error.ts";
import { Whole } from "../../components/records/record_parts.tsx";
import { valueWindow } from "../../components/records/value_window.ts";
import { Crumbs } from "../../web/crumbs.tsx";
import type { Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import type { Console } from "../console.ts";

/** Bytes of HTML of a schema. */
const ROOM = 100_000;

/** The largest id that there can be: it has four bytes in a record. */
const MAX_ID = 0x7fff_ffff;

/** Adds the page of a schema. */
export function addSchema(site: Site, { schemas }: Console): void {
  addPage(site, "/schemas/:id{\\d+}", async ({ param }) => {
    const id = Number(param("id"));
    const { type, schema, versions } = await find(schemas, id);
    return {
      title: `Schema ${id}`,
      section: "topics",
      live: {},
      body: (
        <>
          <Crumbs links={[["/topics", "Topics"]]} />
          <h1>Schema {id}</h1>
          <p>
            {type}
            {versions.map(({ subject, version }) => `, version ${version} of ${subject}`).join("")}
          </p>
          <section class="panel" aria-labelledby="schema-title">
            <h2 id="schema-title">What it says</h2>
            <Whole
              of={valueWindow(Buffer.from(schema), { form: "pretty", room: ROOM })}
              label="Schema"
            />
          </section>
        </>
      ),
    };
  });
}

async function find(schemas: Console["schemas"], id: number) {
  if (id > MAX_ID) throw new Problem("noRecord", `Cannot find schema ${id}: ids end at ${MAX_ID}`);
  if (schemas === undefined) {
    throw new Problem("noRoute", `Cannot find schema ${id}: there is no schema registry`);
  }
  try {
    return await schemas.schema(id);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    throw new Problem(error.isOutage ? "registryFailed" : "noRecord", error.message);
  }
}
