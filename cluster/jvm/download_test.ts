import { assert, assertEquals, assertRejects } from "@std/assert";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Download, download, DownloadError, isDownloaded } from "./download.ts";

const CONTENT = crypto.getRandomValues(new Uint8Array(50_000));
const SHA512 = createHash("sha512").update(CONTENT).digest("hex");

/** A repository that answers as told, and what it was asked for. */
async function repository(
  answer: (request: Request, attempt: number) => Response,
  test: (file: Download, ranges: (string | null)[]) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const ranges: (string | null)[] = [];
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    ranges.push(request.headers.get("range"));
    return answer(request, ranges.length);
  });
  try {
    await test({
      name: "a:b:1",
      path: join(folder, "b-1.jar"),
      url: () => Promise.resolve(`http://127.0.0.1:${server.addr.port}/b-1.jar`),
      bytes: CONTENT.length,
      sha512: SHA512,
    }, ranges);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Answers as a repository that knows ranges does. */
function serve(request: Request): Response {
  const from = Number(request.headers.get("range")?.match(/^bytes=(\d+)-$/)?.[1] ?? 0);
  return new Response(CONTENT.slice(from), { status: from > 0 ? 206 : 200 });
}

Deno.test("download() fetches a file once", async () => {
  await repository(serve, async (file, ranges) => {
    await download(file);
    assertEquals(await Deno.readFile(file.path), CONTENT);
    assert(await isDownloaded(file));
    await download(file);
    assertEquals(ranges, [null]);
  });
});

Deno.test("download() takes an interrupted transfer up where it ended", async () => {
  await repository(serve, async (file, ranges) => {
    await Deno.writeFile(`${file.path}.part`, CONTENT.slice(0, 20_000));
    let arrived = 0;
    await download(file, (bytes) => arrived += bytes);
    assertEquals(await Deno.readFile(file.path), CONTENT);
    assertEquals([ranges, arrived], [["bytes=20000-"], CONTENT.length]);
  });
});

Deno.test("download() goes on after a connection that broke", async () => {
  const cut = () =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(CONTENT.slice(0, 10_000));
          controller.close();
        },
      }),
    );
  await repository(
    (request, attempt) => attempt === 1 ? cut() : serve(request),
    async (file, ranges) => {
      await download(file);
      assertEquals(await Deno.readFile(file.path), CONTENT);
      assertEquals(ranges, [null, "bytes=10000-"]);
    },
  );
});

Deno.test("download() throws corrupt bytes away and fetches them again", async () => {
  await repository(serve, async (file, ranges) => {
    await Deno.writeFile(`${file.path}.part`, new Uint8Array(20_000));
    await download(file);
    assertEquals(await Deno.readFile(file.path), CONTENT);
    assertEquals(ranges, ["bytes=20000-", null]);
  });
});

Deno.test("download() mends a file that was changed after it was verified", async () => {
  await repository(serve, async (file) => {
    await download(file);
    await Deno.writeFile(file.path, new Uint8Array(CONTENT.length));
    assert(!await isDownloaded(file));
    await download(file);
    assertEquals(await Deno.readFile(file.path), CONTENT);
  });
});

Deno.test("download() never leaves a file whose digest is wrong", async () => {
  await repository(() => new Response(new Uint8Array(CONTENT.length)), async (file) => {
    await assertRejects(() => download(file), DownloadError, "Cannot download a:b:1: its SHA-512");
    assert(!await isDownloaded(file));
  });
});

Deno.test("download() gives up at once on what the repository does not have", async () => {
  const absent = () => new Response("no", { status: 404, statusText: "Not Found" });
  await repository(absent, async (file, ranges) => {
    await assertRejects(() => download(file), DownloadError, "answered 404 Not Found");
    assertEquals(ranges.length, 1);
  });
});

Deno.test("download() of one file from two sides at once fetches it once", async () => {
  await repository(serve, async (file, ranges) => {
    await Promise.all([download(file), download(file)]);
    assertEquals(await Deno.readFile(file.path), CONTENT);
    assertEquals(ranges, [null]);
  });
});
