import { dirname } from "node:path";

/**
 * Moves a file, to another file system too. Whoever has the old file of that name open or mapped keeps
 * it, and nobody ever sees a part of the new one: what cannot be renamed is written beside its place.
 */
export async function moveFile(from: string, to: string): Promise<void> {
  await Deno.mkdir(dirname(to), { recursive: true });
  try {
    return await Deno.rename(from, to);
  } catch {
    // They are on two file systems.
  }
  const part = `${to}.${crypto.randomUUID()}.part`;
  try {
    await Deno.copyFile(from, part);
    await Deno.rename(part, to);
  } catch (error) {
    await Deno.remove(part).catch(() => {});
    throw error;
  }
  await Deno.remove(from);
}
