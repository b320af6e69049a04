/** The command line of a process, as anyone on the machine may read it; empty where there is no such process. */
export async function commandLine(pid: number): Promise<string> {
  const args = ["-o", "args=", "-ww", "-p", `${pid}`];
  const { stdout } = await new Deno.Command("ps", { args }).output();
  return new TextDecoder().decode(stdout);
}
