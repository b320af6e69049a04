/**
 * Types checked as one saves. `deno check` begins anew each time, which takes a second or more; Deno's
 * language server keeps what it knows, and takes a tenth of that.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import { denoEnvironment } from "../../cluster/process/deno_run.ts";

/** What is wrong with the types of a file. */
export interface TypeFault {
  path: string;
  /** From 1 on, as editors count. */
  line: number;
  column: number;
  /** Such as `TS2322`. */
  code: string;
  message: string;
  /** The line of code. */
  source: string;
}

/** Options of {@linkcode TypeChecker}. */
export interface TypeCheckerOptions {
  /** The folder that the files stand in. */
  folder: string;
  /** The deno.json whose imports count, where the folder has none of its own. */
  config: string;
}

/** A file that the language server knows of, and the text it was told last. */
interface OpenFile {
  text: string;
  version: number;
}

/** Checks types for as long as it is not disposed of. */
export class TypeChecker implements AsyncDisposable {
  readonly #server: ChildProcess;
  readonly #connection: MessageConnection;
  readonly #ready: Promise<unknown>;
  readonly #open = new Map<string, OpenFile>();
  /** Checks follow each other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor({ folder, config }: TypeCheckerOptions) {
    this.#server = spawn(Deno.execPath(), ["lsp", "--quiet"], {
      env: { ...denoEnvironment(), DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
      stdio: ["pipe", "pipe", "ignore"],
      // Ctrl-C in a terminal must not end it in the middle of a check.
      detached: true,
    });
    this.#connection = createMessageConnection(
      new StreamMessageReader(this.#server.stdout!),
      new StreamMessageWriter(this.#server.stdin!),
    );
    // What is checked is opened; the rest of the folder need not be read beforehand.
    const settings = { enable: true, lint: false, config, documentPreloadLimit: 0 };
    this.#connection.onRequest(
      "workspace/configuration",
      ({ items }: { items: unknown[] }) => items.map(() => settings),
    );
    this.#connection.onError(() => {});
    this.#connection.listen();
    this.#ready = this.#initialize(pathToFileURL(folder).href, settings);
    // Whoever checks is told.
    this.#ready.catch(() => {});
  }

  /**
   * What is wrong with these files.
   *
   * @throws {Error} when the language server ended.
   */
  check(paths: readonly string[]): Promise<TypeFault[]> {
    const faults = this.#last.then(() => this.#check(paths));
    this.#last = faults.catch(() => {});
    return faults;
  }

  async #check(paths: readonly string[]): Promise<TypeFault[]> {
    await this.#ready;
    const known = [...new Set([...this.#open.keys(), ...paths])];
    const texts = await Promise.all(known.map((path) => readFile(path, "utf8").catch(() => null)));
    const there = new Map(known.flatMap((path, i) => texts[i] === null ? [] : [[path, texts[i]]]));
    const gone = [...this.#open.keys()].filter((path) => !there.has(path));
    for (const path of gone) await this.#close(path);
    // What files miss is looked for again only when they have changed themselves.
    for (const [path, text] of there) await this.#tell(path, text, gone.length > 0);
    const faults: TypeFault[] = [];
    for (const path of paths) if (there.has(path)) faults.push(...await this.#ask(path));
    return faults;
  }

  async #initialize(rootUri: string, initializationOptions: object): Promise<void> {
    const ended = new Promise<never>((_resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.once("exit", () => reject(new Error("Deno's language server ended")));
    });
    await Promise.race([
      ended,
      this.#connection.sendRequest("initialize", {
        processId: Deno.pid,
        rootUri,
        workspaceFolders: [{ uri: rootUri, name: "functions" }],
        capabilities: {
          workspace: { configuration: true, workspaceFolders: true },
          textDocument: { diagnostic: {} },
        },
        initializationOptions,
      }),
    ]);
    await this.#connection.sendNotification("initialized", {});
  }

  /** Tells the text of a file, if it is news. */
  async #tell(path: string, text: string, isNews: boolean): Promise<void> {
    const known = this.#open.get(path);
    if (known?.text === text && !isNews) return;
    const version = (known?.version ?? 0) + 1;
    this.#open.set(path, { text, version });
    const uri = pathToFileURL(path).href;
    if (known) {
      await this.#connection.sendNotification("textDocument/didChange", {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      });
    } else {
      await this.#connection.sendNotification("textDocument/didOpen", {
        textDocument: { uri, version, text, languageId: languageOf(path) },
      });
    }
  }

  async #close(path: string): Promise<void> {
    this.#open.delete(path);
    const uri = pathToFileURL(path).href;
    await this.#connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
    await this.#connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri, type: DELETED }],
    });
  }

  async #ask(path: string): Promise<TypeFault[]> {
    const { items } = await this.#connection.sendRequest<{ items: Diagnostic[] }>(
      "textDocument/diagnostic",
      { textDocument: { uri: pathToFileURL(path).href } },
    );
    const lines = this.#open.get(path)!.text.split("\n");
    return items.filter(({ severity }) => severity === ERROR).map(({ range, code, message }) => ({
      path,
      line: range.start.line + 1,
      column: range.start.character + 1,
      code: typeof code === "number" ? `TS${code}` : `${code ?? "error"}`,
      message,
      source: lines[range.start.line] ?? "",
    }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.#server.once("exit", resolve));
    this.#connection.dispose();
    if (this.#server.exitCode !== null || this.#server.signalCode !== null) return;
    this.#server.kill();
    await ended;
  }
}

/** DiagnosticSeverity.Error and FileChangeType.Deleted of the Language Server Protocol. */
const ERROR = 1;
const DELETED = 3;

/** A diagnostic of the Language Server Protocol, as far as it is read. */
interface Diagnostic {
  range: { start: { line: number; character: number } };
  severity?: number;
  code?: string | number;
  message: string;
}

/** The names that the protocol has for languages. */
function languageOf(path: string): string {
  const [ending = ""] = path.match(/\.\w+$/) ?? [];
  return { ".tsx": "typescriptreact", ".jsx": "javascriptreact", ".js": "javascript" }[ending] ??
    "typescript";
}
