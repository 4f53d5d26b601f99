import type { Receipt } from '../outbox/scan.js';
import { forget, keep, kept } from '../storage/settings.js';
import { isWaiting } from '../storage/outbox-store.js';
import { judge, labelsOf, statusesOf, type Labels, type Work } from '../work/judge.js';
import { loadWork } from '../work/load.js';
import { counted, type Gift } from '../work/gifts.js';
import { merged } from '../work/merge.js';
import { packedFor, type PackingList } from '../work/packing.js';
import { judgeAtStop, type Kind, type PlannedRound, type Round } from '../work/rounds.js';

const eachMillisecond = 10 * 60_000;

/** The list of today's work, as this device has it. */
export class WorkList {
  private work: Work | null = null;
  private statuses = new Map<string, string>();
  private labels: Labels | null = null;
  private asked = Number.NEGATIVE_INFINITY;
  private askedWith = '';

  get at(): Date | null {
    return this.work === null ? null : new Date(this.work.at);
  }

  async open(): Promise<void> {
    this.use((await kept('work')) ?? null);
  }

  /** The rounds that are on the road; none where nobody was told of any. */
  get rounds(): readonly Round[] {
    return this.work?.rounds ?? [];
  }

  /** The rounds that nobody has begun yet. */
  get planned(): readonly PlannedRound[] {
    return this.work?.planned ?? [];
  }

  get kinds(): readonly Kind[] {
    return this.work?.kinds ?? [];
  }

  /** The gifts that arrive here; null where nobody was told of any yet. */
  get gifts(): readonly Gift[] | null {
    return this.work?.gifts ?? null;
  }

  /** The deliveries that are packed here; null where nobody was told of any yet. */
  get packing(): readonly PackingList[] | null {
    return this.work?.packing ?? null;
  }

  /** The codes that were printed for boxes. */
  get boxes(): readonly string[] {
    return this.work?.boxes ?? [];
  }

  /** How a machine stands, as far as that is known here. */
  statusOf(code: string): string | undefined {
    return this.statuses.get(code);
  }

  /** The codes of the machines from whose status a step goes. */
  expectedAt(step: string): readonly string[] {
    return (this.work?.steps[step] ?? []).flatMap((status) => [...this.statuses].filter(([, now]) => now === status).map(([code]) => code));
  }

  /** Whether a code stands on the badge of somebody of this house. */
  isOfABadge(code: string): boolean {
    return this.work?.badges?.includes(code) === true;
  }

  /** Whether a code is that of a machine, or of a label that is printed for one. */
  isOfAMachine(code: string): boolean {
    return this.statuses.has(code) || this.labels?.blank.has(code) === true || packedFor(this.packing, code).is === 'on-list';
  }

  /** Another house begins with a list of its own. */
  async forget(): Promise<void> {
    [this.asked, this.askedWith] = [Number.NEGATIVE_INFINITY, ''];
    this.use(null);
    await forget('work');
  }

  /** When it was made, as the server said it; empty where there is none. */
  get madeAt(): string {
    return this.work?.at ?? '';
  }

  /** Loads it again where it is old, or somebody else asks, and the network is there; the moment is not by the clock of the device, which somebody may set back. */
  async refresh(token: string, now: number): Promise<void> {
    if (token === this.askedWith && now - this.asked < eachMillisecond) return;
    await this.load(token, now);
  }

  /** Loads it now; false where the network or the server is away, or does not answer within so many milliseconds. */
  async load(token: string, now: number, patience?: number): Promise<boolean> {
    [this.asked, this.askedWith] = [now, token];
    const loaded = await loadWork(token, patience);
    if (loaded === null) {
      this.asked = Number.NEGATIVE_INFINITY;
      return false;
    }

    const work = merged(this.work, loaded);
    this.use(work);
    await keep('work', work);
    return true;
  }

  /** What can be said of a scan at a stop. */
  async judgeAtStop(code: string, round: Round) {
    return judgeAtStop(round, this.rounds, this.statuses, this.labels, this.work?.complete === true, await isWaiting(code), code);
  }

  async judge(code: string, step: string) {
    return judge(this.work, this.statuses, this.labels, await isWaiting(code), code, step);
  }

  /** What the server just said of machines is newer than the list. */
  async learn(receipts: readonly Receipt[]): Promise<void> {
    if (this.work === null) return;
    for (const { machine, status } of receipts) {
      if (machine !== undefined && status !== undefined && status !== 'NONE') this.statuses.set(machine, status);
    }
    const machines: Record<string, string[]> = {};
    for (const [code, status] of this.statuses) (machines[status] ??= []).push(code);
    this.work = { ...this.work, machines, ...(this.work.rounds === undefined ? {} : { rounds: this.work.rounds.map((round) => this.renewed(round)) }) };
    await keep('work', this.work);
  }

  /** Machines of these gifts were received. */
  async arrived(gifts: readonly string[]): Promise<void> {
    if (this.work?.gifts === undefined || gifts.length === 0) return;
    this.work = { ...this.work, gifts: counted(this.work.gifts, gifts) };
    await keep('work', this.work);
  }

  wordsOf(status: string | undefined, language: 'fr' | 'en'): string {
    return status === undefined ? '' : (this.work?.words[status]?.[language] ?? status);
  }

  /** The machines of a round as the server says now that they are. */
  private renewed(round: Round): Round {
    const machines: Record<string, string[]> = {};
    for (const [status, codes] of Object.entries(round.machines)) {
      for (const code of codes) (machines[this.statuses.get(code) ?? status] ??= []).push(code);
    }
    return { ...round, machines };
  }

  private use(work: Work | null): void {
    this.work = work;
    this.statuses = work === null ? new Map() : statusesOf(work);
    this.labels = work === null ? null : labelsOf(work);
  }
}
