/**
 * The folders that a lab writes to, which a machine may not let it.
 *
 * @module
 */

/**
 * Makes a folder that is not there yet.
 *
 * @param variable names another folder.
 * @throws {Error} where it cannot be made, with that way out.
 */
export async function ensureFolder(path: string, variable: string): Promise<void> {
  await inWords(path, variable, () => Deno.mkdir(path, { recursive: true }));
}

/**
 * What some work in a folder gives.
 *
 * @throws {Error} where the folder does not let it, with the variable that names another one.
 */
export async function inWords<T>(
  folder: string,
  variable: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const found = (error as Error).message.replace(/ \(os error.*/s, "");
    throw new Error(
      `Cannot write to ${folder}: ${found}. Name another folder by ${variable}`,
      { cause: error },
    );
  }
}
