/** A schema registry did not do what it was asked for. */
export class RegistryError extends Error {
  override name = "RegistryError";

  /**
   * @param status the registry's HTTP status; `undefined` where it gave no answer that helps, so that another
   * try may.
   */
  constructor(message: string, readonly status: number | undefined, options?: ErrorOptions) {
    super(message, options);
  }

  /** Whether another try may help: nothing was answered, or that it is not able to now. */
  get isOutage(): boolean {
    return this.status === undefined;
  }
}

/** A schema is none of its type, or not one that can be worked with here. */
export class SchemaError extends Error {
  override name = "SchemaError";
}
