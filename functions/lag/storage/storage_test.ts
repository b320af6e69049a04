import { assertEquals } from "@std/assert";
import type { Ownership } from "../../../kafka/protocol/groups/offsets_log.ts";
import { groupFilter } from "../settings/group_filter.ts";
import { Storage } from "./storage.ts";

const NOW = 1_800_000_000_500;

function setUp(lists = {}) {
  const clock = { now: NOW };
  const storage = new Storage({
    intervals: 3,
    minDistance: 0,
    expireGroup: 100,
    accepts: groupFilter({ "group-allowlist": "", "group-denylist": "", ...lists }),
    now: () => clock.now,
  });
  storage.addLogEnd("t", 0, 2, 1_000);
  let order = 0;
  function commit(
    group: string,
    offset: number,
    { timestamp = NOW, partition = 0, topic = "t" } = {},
  ) {
    storage.addCommit({ kind: "commit", group, topic, partition, offset, timestamp }, order++);
  }
  function own(group: string, ...ownerships: Ownership[]) {
    const members = ownerships.length;
    storage.setMembers({ group, protocolType: "consumer", members, ownerships });
  }
  return { storage, clock, commit, own };
}

Deno.test("Storage keeps commits with the lag that they had", () => {
  const { storage, commit } = setUp();
  commit("g", 900);
  storage.addLogEnd("t", 0, 2, 2_000);
  commit("g", 1_900);
  commit("g", 2_500);
  const [partition] = storage.group("g")!.get("t")!;
  assertEquals(partition.commits.map(({ lag }) => lag), [100, 100, 0]);
  assertEquals(partition.commits[0].observedAt, 1_800_000_000_000);
  assertEquals(partition.currentLag, 0);
  storage.addLogEnd("t", 0, 2, 2_600);
  assertEquals(storage.group("g")!.get("t")![0].currentLag, 100);
});

Deno.test("Storage keeps as many log ends as intervals", () => {
  const { storage, commit } = setUp();
  for (const end of [2_000, 3_000, 4_000]) storage.addLogEnd("t", 0, 2, end);
  commit("g", 1);
  assertEquals(storage.group("g")!.get("t")![0].logEnds, [2_000, 3_000, 4_000]);
  assertEquals(storage.logEnds("t"), [4_000, undefined]);
  assertEquals(storage.logEnds("other"), undefined);
});

Deno.test("Storage knows all partitions of a group's topic, also those never committed", () => {
  const { storage, commit } = setUp();
  commit("g", 900);
  const [first, second] = storage.group("g")!.get("t")!;
  assertEquals([first.offsets.length, second.offsets.length], [3, 0]);
  assertEquals(second, {
    offsets: [],
    commits: [],
    owner: "",
    clientId: "",
    next: undefined,
    currentLag: 0,
    isNeverRead: false,
    logEnds: [],
    looks: [],
  });
});

Deno.test("Storage counts what nobody committed from the log's start", () => {
  const { storage, commit } = setUp();
  commit("g", 900);
  storage.addLogStart("t", 1, 40);
  for (const end of [90, 90, 100]) storage.addLogEnd("t", 1, 2, end);
  const [, second] = storage.group("g")!.get("t")!;
  assertEquals([second.next, second.currentLag, second.isNeverRead], [40, 60, true]);
});

Deno.test("Storage does not take a commit that is too old for none", () => {
  const { storage, commit } = setUp();
  commit("g", 95, { partition: 1, timestamp: NOW - 200_000 });
  commit("g", 900);
  storage.addLogStart("t", 1, 40);
  for (const end of [90, 90, 100]) storage.addLogEnd("t", 1, 2, end);
  const [, second] = storage.group("g")!.get("t")!;
  assertEquals([second.commits.length, second.currentLag, second.isNeverRead], [0, 5, false]);
});

Deno.test("Storage takes no partition for never read that has an owner, while nothing comes", () => {
  const { storage, commit, own } = setUp();
  commit("g", 900);
  own("g", { topic: "t", partition: 1, owner: "/10.0.0.1", clientId: "c" });
  storage.addLogStart("t", 1, 0);
  for (const end of [90, 90, 90]) storage.addLogEnd("t", 1, 2, end);
  assertEquals(storage.group("g")!.get("t")![1].isNeverRead, false);
  storage.addLogEnd("t", 1, 2, 91);
  assertEquals(storage.group("g")!.get("t")![1].isNeverRead, true);
});

Deno.test("Storage keeps commits until it knows where the log ends, the newest ones of each", () => {
  const { storage, commit } = setUp();
  for (let offset = 1; offset <= 9; offset++) commit("g", offset, { topic: "new" });
  commit("g", 1, { partition: 1 });
  commit("g", 1, { partition: 2 });
  assertEquals(storage.groups, []);
  assertEquals(storage.unknownPartitions, ["new/0", "t/2"]);

  storage.addLogEnd("new", 0, 1, 10);
  const [partition] = storage.group("g")!.get("new")!;
  assertEquals(partition.commits.map(({ offset, lag }) => [offset, lag]), [[7, 3], [8, 2], [9, 1]]);
  assertEquals(partition.currentLag, 1);
  storage.addLogEnd("t", 1, 2, 5);
  assertEquals(storage.group("g")!.get("t")![1].currentLag, 4);

  storage.dropWaiting("t/2");
  assertEquals(storage.unknownPartitions, []);
});

Deno.test("Storage forgets what waits for its log with the group, the topic or the offset", () => {
  const { storage, commit } = setUp();
  commit("a", 1, { topic: "new" });
  commit("b", 1, { topic: "new" });
  commit("c", 1, { topic: "new" });
  storage.deleteGroup("a");
  storage.deleteGroup("b", "new");
  storage.forgetCommits({ group: "c", topic: "new", partition: 0 });
  storage.addLogEnd("new", 0, 1, 10);
  assertEquals(storage.groups, []);
});

Deno.test("Storage forgets offsets that are deleted, and with the last one the group", () => {
  const { storage, commit, own } = setUp();
  storage.addLogEnd("t", 1, 2, 1_000);
  commit("g", 900);
  commit("g", 900, { partition: 1 });
  storage.forgetCommits({ group: "g", topic: "t", partition: 0 });
  assertEquals(storage.group("g")!.get("t")!.map(({ currentLag }) => currentLag), [0, 100]);
  storage.forgetCommits({ group: "g", topic: "t", partition: 1 });
  storage.forgetCommits({ group: "none", topic: "t", partition: 1 });
  assertEquals(storage.groups, []);

  own("read", { topic: "t", partition: 0, owner: "/10.0.0.1", clientId: "c" });
  commit("read", 900);
  storage.forgetCommits({ group: "read", topic: "t", partition: 0 });
  assertEquals([storage.groups, storage.group("read")], [["read"], undefined]);
  own("read");
  assertEquals(storage.groups, []);
});

Deno.test("Storage knows groups that are no consumers', which never commit", () => {
  const { storage } = setUp();
  storage.setMembers({ group: "workers", protocolType: "connect", members: 2, ownerships: [] });
  assertEquals(storage.groups, ["workers"]);
  assertEquals(storage.group("workers"), new Map());
  const { protocolType, members } = storage.membership("workers")!;
  assertEquals([protocolType, members], ["connect", 2]);
  storage.setMembers({ group: "workers", protocolType: "connect", members: 0, ownerships: [] });
  assertEquals(storage.membership("workers")?.members, 0);
  storage.deleteGroup("workers");
  assertEquals(storage.groups, []);
});

Deno.test("Storage gives a partition that has moved to its new owner, also of a topic yet unknown", () => {
  const { storage, commit, own } = setUp();
  const owned = (topic: string, partition: number) => (
    { topic, partition, owner: "/10.0.0.1", clientId: "c" }
  );
  commit("g", 1);
  own("g", owned("t", 0), owned("new", 0));
  own("g", owned("t", 1), owned("new", 0));
  storage.addLogEnd("new", 0, 1, 10);
  const owners = (topic: string) => storage.group("g")!.get(topic)!.map(({ owner }) => owner);
  assertEquals([owners("t"), owners("new")], [["", "/10.0.0.1"], ["/10.0.0.1"]]);
});

Deno.test("Storage drops commits older than it keeps groups", () => {
  const { storage, commit } = setUp();
  commit("g", 1, { timestamp: 1_800_000_000_000 - 100_001 });
  assertEquals(storage.groups, []);
  commit("g", 1, { timestamp: 1_800_000_000_000 - 100_000 });
  assertEquals(storage.groups, ["g"]);
});

Deno.test("Storage forgets a group that has not committed for long, when it is asked for", () => {
  const { storage, commit, clock } = setUp();
  commit("g", 1);
  clock.now += 100_000;
  assertEquals(storage.group("g")?.size, 1);
  clock.now += 1_000;
  assertEquals(storage.groups, ["g"]);
  assertEquals(storage.group("g"), undefined);
  assertEquals(storage.groups, []);
});

Deno.test("Storage heeds the lists of groups", () => {
  const { storage, commit, own } = setUp({
    "group-allowlist": "^a",
    "group-denylist": "(?i)-TEST$",
  });
  for (const group of ["alpha", "alpha-test", "beta"]) {
    commit(group, 1);
    own(group, { topic: "t", partition: 0, owner: "o", clientId: "c" });
  }
  assertEquals(storage.groups, ["alpha"]);
});

Deno.test("Storage knows owners until the group has none", () => {
  const { storage, commit, own } = setUp();
  commit("g", 1);
  own("g", { topic: "t", partition: 0, owner: "/10.0.0.1", clientId: "c" });
  assertEquals(storage.group("g")!.get("t")![0].owner, "/10.0.0.1");
  own("g");
  const { owner, clientId } = storage.group("g")!.get("t")![0];
  assertEquals([owner, clientId], ["", ""]);
  own("nobody");
  assertEquals(storage.groups, ["g"]);
});

Deno.test("Storage lists a group that it knows by its owners only, and tells of it with a commit", () => {
  const { storage, commit, own } = setUp();
  own(
    "g",
    { topic: "t", partition: 0, owner: "/10.0.0.1", clientId: "c" },
    { topic: "unknown", partition: 0, owner: "/10.0.0.1", clientId: "c" },
  );
  assertEquals(storage.groups, ["g"]);
  assertEquals([storage.groupsOf("t"), storage.groupsOf("unknown")], [["g"], []]);
  assertEquals(storage.group("g"), undefined);
  commit("g", 1);
  assertEquals(storage.group("g")!.get("t")![0].owner, "/10.0.0.1");
});

Deno.test("Storage forgets groups, their topics, and topics", () => {
  const { storage, commit } = setUp();
  storage.addLogEnd("u", 0, 1, 10);
  for (const group of ["a", "b"]) {
    commit(group, 1);
    commit(group, 1, { topic: "u" });
  }
  storage.deleteGroup("a", "t");
  assertEquals([...storage.group("a")!.keys()], ["u"]);
  storage.deleteTopic("u");
  assertEquals([...storage.group("b")!.keys()], ["t"]);
  assertEquals(storage.topics, ["t"]);
  storage.deleteGroup("b");
  storage.deleteGroup("none");
  assertEquals(storage.groups, ["a"]);
});
