import { channelName, lockName, syncTag } from '../outbox/names.js';
import type { News } from '../outbox/sender.js';
import { Senders } from '../outbox/senders.js';

/** What is kept while the last requests are under way goes together. */
const together = 250;

/** Another page or the service worker sends: we look again after this. */
const whileOtherSends = 2_000;

/** Sends what waits: soon after it was kept, when the network comes back, when somebody looks again; one page at a time. */
export class Sync {
  private readonly channel = new BroadcastChannel(channelName);
  private readonly senders: Senders;
  // Not by the clock of the device, which somebody may set back.
  private timer: ReturnType<typeof setTimeout> | undefined;
  private due = Number.POSITIVE_INFINITY;
  private running = false;

  constructor(language: () => string, private readonly tell: (news: News | 'changed') => void) {
    this.senders = new Senders(language, (news) => this.spread(news));
    this.channel.onmessage = (message: MessageEvent<News | 'changed'>) => this.tell(message.data);
    addEventListener('online', () => this.hurry());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.hurry();
    });
  }

  /** Something was kept, or taken back. */
  changed(heldFor: number): void {
    this.channel.postMessage('changed');
    this.plan(Math.max(together, heldFor));
    void navigator.serviceWorker?.ready
      .then((registration) => (registration as ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } }).sync?.register(syncTag))
      .catch(() => undefined);
  }

  /** There may be a network, or somebody signed in: no pause of before counts. */
  hurry(): void {
    this.senders.hurry();
    this.plan(0);
  }

  private plan(delay: number): void {
    const at = performance.now() + delay;
    if (at >= this.due) return;
    clearTimeout(this.timer);
    this.due = at;
    this.timer = setTimeout(() => void this.run(), Math.max(0, at - performance.now()));
  }

  private async run(): Promise<void> {
    this.due = Number.POSITIVE_INFINITY;
    if (this.running) {
      this.plan(together);
      return;
    }

    this.running = true;
    let pause: number | null;
    try {
      pause = await this.alone();
    } catch {
      // The memory of the device did not answer: what it keeps is still there.
      pause = whileOtherSends;
    } finally {
      this.running = false;
    }

    if (pause !== null) this.plan(pause);
  }

  private async alone(): Promise<number | null> {
    // Without locks two pages may send the same scans: the server counts each once.
    if (!navigator.locks) return this.senders.drain();
    return navigator.locks.request(lockName, { ifAvailable: true }, async (lock) => (lock === null ? whileOtherSends : this.senders.drain()));
  }

  private spread(news: News): void {
    this.channel.postMessage(news);
    this.tell(news);
  }
}
