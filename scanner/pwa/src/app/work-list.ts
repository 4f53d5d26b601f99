import type { Receipt } from '../outbox/scan.js';
import { keep, kept } from '../storage/settings.js';
import { isWaiting } from '../storage/outbox-store.js';
import { judge, labelsOf, statusesOf, type Labels, type Work } from '../work/judge.js';
import { loadWork } from '../work/load.js';

const eachMillisecond = 10 * 60_000;

/** The list of today's work, as this device has it. */
export class WorkList {
  private work: Work | null = null;
  private statuses = new Map<string, string>();
  private labels: Labels | null = null;
  private asked = Number.NEGATIVE_INFINITY;

  get at(): Date | null {
    return this.work === null ? null : new Date(this.work.at);
  }

  async open(): Promise<void> {
    this.use((await kept('work')) ?? null);
  }

  /** Loads it again where it is old and the network is there; the moment is not by the clock of the device, which somebody may set back. */
  async refresh(token: string, now: number): Promise<void> {
    if (now - this.asked < eachMillisecond) return;
    this.asked = now;
    const loaded = await loadWork(token);
    if (loaded === null) {
      this.asked = Number.NEGATIVE_INFINITY;
      return;
    }
    this.use(loaded);
    await keep('work', loaded);
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
    this.work = { ...this.work, machines };
    await keep('work', this.work);
  }

  wordsOf(status: string | undefined, language: 'fr' | 'en'): string {
    return status === undefined ? '' : (this.work?.words[status]?.[language] ?? status);
  }

  private use(work: Work | null): void {
    this.work = work;
    this.statuses = work === null ? new Map() : statusesOf(work);
    this.labels = work === null ? null : labelsOf(work);
  }
}
