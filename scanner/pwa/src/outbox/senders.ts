import { photoStore } from '../storage/photo-store.js';
import { pickupStore } from '../storage/pickup-store.js';
import { senderOutbox } from '../storage/outbox-store.js';
import { drainAll } from './drain.js';
import type { KeptPhoto } from './photo.js';
import type { KeptPickup } from './pickup.js';
import { send } from './send.js';
import { sendPhoto } from './send-photo.js';
import { sendPickup } from './send-pickup.js';
import { Sender, type News } from './sender.js';
import { SingleSender } from './single-sender.js';

/** All that this device sends: its scans, then the counts of its pickups, then its photos. */
export class Senders {
  private readonly scans: Sender;
  private readonly pickups: SingleSender<KeptPickup>;
  private readonly photos: SingleSender<KeptPhoto>;

  constructor(language: () => string, tell: (news: News) => void) {
    this.scans = new Sender(senderOutbox, { send: (scans, token) => send(scans, token, language()) }, Date.now, Math.random, tell);
    this.pickups = new SingleSender('pickup', pickupStore.outbox, { send: (pickup, token) => sendPickup(pickup, token, language()) }, Date.now, Math.random, tell);
    this.photos = new SingleSender('photo', photoStore.outbox, { send: (photo, token) => sendPhoto(photo, token, language()) }, Date.now, Math.random, tell);
  }

  /** The answer says in how many milliseconds to come back; null where nothing waits. */
  drain(): Promise<number | null> {
    return drainAll(this.scans, this.pickups, this.photos);
  }

  /** The line may be better now: no pause of before counts. */
  hurry(): void {
    for (const sender of [this.scans, this.pickups, this.photos]) sender.hurry();
  }
}
