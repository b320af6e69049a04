/** What a handler returned cannot be taken: the call has failed, as if it had thrown. */
export class ResultError extends Error {
  override name = "ResultError";
}
