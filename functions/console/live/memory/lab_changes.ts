/**
 * What changed in the lab from look to look: brokers that are gone or back, leaders that moved,
 * members of groups that came or went, processes that were started again, faults of chaos.
 *
 * @module
 */
import { count } from "../../web/text/format.ts";
import { LeaderMoves } from "./leader_moves.ts";
import type { Moment } from "./moments.ts";
import type { Sample } from "./sample.ts";

/** No more groups than these are told of at once: when a broker dies, hundreds may rebalance. */
const MAX_GROUPS = 40;

/** A process that starts is seen to have started at times that differ by as much, in ms. */
const START_SHIFT = 2_000;

/** Remembers how the lab was, and tells what became of it. */
export class LabChanges {
  readonly moves = new LeaderMoves();
  /** Since when each broker that was ever seen is gone, in ms; `undefined` while it is up. */
  readonly #brokers = new Map<number, number | undefined>();
  readonly #members = new Map<string, number>();
  readonly #starts = new Map<string, number>();
  readonly #definitions = new Map<string, string>();
  /** What was told of the faults of chaos; `undefined` before the first look. */
  #chaos: ReadonlySet<string> | undefined;

  /** Since when a broker is gone, in ms since the Unix epoch. */
  get goneSince(): ReadonlyMap<number, number | undefined> {
    return this.#brokers;
  }

  /** What happened since the last look. @param at in ms since the Unix epoch. */
  look(at: number, sample: Sample): Moment[] {
    return [
      ...this.#ofBrokers(at, sample),
      ...this.#ofLeaders(at, sample),
      ...this.#ofGroups(at, sample),
      ...this.#ofProcesses(at, sample),
      ...this.#ofDefinitions(at, sample),
      ...this.#ofChaos(at, sample),
    ];
  }

  *#ofBrokers(at: number, { kafka, brokers, brokerNames }: Sample): Generator<Moment> {
    const overview = kafka?.value;
    if (overview === undefined) return;
    const up = new Set(overview.brokers.map(({ id }) => id));
    for (const { id } of brokers) {
      const name = brokerNames.get(id) ?? `broker ${id}`;
      const wasUp = this.#brokers.has(id) && this.#brokers.get(id) === undefined;
      if (!up.has(id) && (wasUp || !this.#brokers.has(id))) {
        this.#brokers.set(id, at);
        yield { at, kind: "broker-gone", text: `${name} gone` };
      } else if (up.has(id) && !wasUp) {
        const isNew = !this.#brokers.has(id);
        this.#brokers.set(id, undefined);
        if (!isNew) yield { at, kind: "broker-back", text: `${name} back` };
      }
    }
  }

  *#ofLeaders(at: number, { kafka }: Sample): Generator<Moment> {
    const topics = kafka?.value?.topics;
    if (topics === undefined) return;
    const moves = this.moves.look(at, topics);
    if (moves.length === 0) return;
    const text = `${count(moves.length, "leader")} moved`;
    yield { at, kind: "leaders", text, topics: [...new Set(moves.map(({ topic }) => topic))] };
  }

  *#ofGroups(at: number, { groups }: Sample): Generator<Moment> {
    const list = groups?.value;
    // Of a broker that does not tell, groups are missing that are there.
    if (list === undefined || list.silentBrokers.length > 0) return;
    let told = 0;
    for (const { group, members } of list.groups) {
      const before = this.#members.get(group);
      this.#members.set(group, members);
      if (before === undefined || before === members || ++told > MAX_GROUPS) continue;
      yield { at, kind: "members", text: `${before} → ${count(members, "member")}`, group };
    }
    const names = new Set(list.groups.map(({ group }) => group));
    for (const group of this.#members.keys()) if (!names.has(group)) this.#members.delete(group);
  }

  *#ofProcesses(at: number, { processes }: Sample): Generator<Moment> {
    for (const [name, { startedAtMs }] of processes) {
      if (startedAtMs === undefined) continue;
      const before = this.#starts.get(name);
      if (before !== undefined && startedAtMs < before + START_SHIFT) continue;
      this.#starts.set(name, startedAtMs);
      if (before !== undefined) {
        yield { at: Math.min(at, startedAtMs), kind: "restart", text: `${name} restarted` };
      }
    }
  }

  /** A function that is another one than before was deployed. */
  *#ofDefinitions(at: number, { own }: Sample): Generator<Moment> {
    for (const [name, { status: { value } }] of own) {
      if (value === undefined) continue;
      const { replicas: _, ...definition } = value.function;
      const now = JSON.stringify(definition);
      const before = this.#definitions.get(name);
      this.#definitions.set(name, now);
      if (before !== undefined && before !== now) {
        yield { at, kind: "deploy", text: `${name} deployed` };
      }
    }
  }

  /** A fault's time counts from the beginning of its scenario, so what is marked is when it was seen. */
  *#ofChaos(at: number, { chaos }: Sample): Generator<Moment> {
    if (chaos?.value === undefined) return;
    const { startedAt, scenarios } = chaos.value.run ?? { startedAt: 0, scenarios: [] };
    const told = new Map(
      scenarios.flatMap(({ name, faults }) =>
        faults.flatMap(({ what, healed }, index) => {
          const id = `${startedAt} ${name} ${index}`;
          const landed: [string, string] = [id, `${name}: ${what}`];
          return healed === undefined
            ? [landed]
            : [landed, [`${id} healed`, `${name}: healed`] as [string, string]];
        })
      ),
    );
    const before = this.#chaos;
    this.#chaos = new Set(told.keys());
    if (before === undefined) return;
    for (const [id, text] of told) if (!before.has(id)) yield { at, kind: "chaos", text };
  }
}
