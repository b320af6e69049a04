import { assert, assertEquals } from "@std/assert";
import { BearerToken, SESSION_SECONDS } from "./bearer_token.ts";

const token = new BearerToken("right");

Deno.test("BearerToken knows itself, and no other text of any length", () => {
  assert(token.matches("right"));
  for (const other of ["", "righ", "rights", "Right", "wrong"]) assert(!token.matches(other));
});

Deno.test("a session goes on for its time, tells nothing of the token, and ends with it", () => {
  const session = token.openSession(0);
  assert(!session.includes("right"));
  assert(token.isOpen(session, SESSION_SECONDS * 1000));
  assert(!token.isOpen(session, SESSION_SECONDS * 1000 + 1));
  assert(!new BearerToken("other").isOpen(session, 0));
});

Deno.test("a session that was made up is none", () => {
  const [until, signature] = token.openSession(0).split(".");
  const made = [
    "",
    ".",
    "x",
    until,
    `${until}.`,
    `9${until}.${signature}`,
    `${until}.${signature}x`,
  ];
  assertEquals(made.filter((session) => token.isOpen(session, 0)), []);
});
