import { bytesOf, photoStore } from '../storage/photo-store.js';
import { pickupStore } from '../storage/pickup-store.js';
import { senderOutbox } from '../storage/outbox-store.js';
import { drainAll } from './drain.js';
import type { KeptPhoto } from './photo.js';
import type { KeptPickup } from './pickup.js';
import { send } from './send.js';
import { sendPhoto } from './send-photo.js';
import { sendPickup } from './send-pickup.js';
import { Sender, type News } from './sender.js';
import { SingleSender, type SingleSent } from './single-sender.js';

/** Not by the clock of the device, which somebody may set back. */
const steady = () => performance.now();

/** All that this device sends: its scans, then the counts of its pickups, then its photos. */
export class Senders {
  private readonly scans: Sender;
  private readonly pickups: SingleSender<KeptPickup>;
  private readonly photos: SingleSender<KeptPhoto>;

  constructor(language: () => string, tell: (news: News) => void) {
    this.scans = new Sender(senderOutbox, { send: (scans, token) => send(scans, token, language()) }, Date.now, Math.random, tell, steady);
    this.pickups = new SingleSender('pickup', pickupStore.outbox, { send: (pickup, token) => sendPickup(pickup, token, language()) }, Date.now, Math.random, tell, steady);
    this.photos = new SingleSender('photo', photoStore.outbox, { send: (photo, token) => this.sendPhoto(photo, token, language()) }, Date.now, Math.random, tell, steady);
  }

  /** The answer says in how many milliseconds to come back; null where nothing waits. */
  drain(): Promise<number | null> {
    return drainAll(this.scans, this.pickups, this.photos);
  }

  /** The line may be better now: no pause of before counts. */
  hurry(): void {
    for (const sender of [this.scans, this.pickups, this.photos]) sender.hurry();
  }

  /** Where the file is gone somebody else settled this photo meanwhile: another one first. */
  private async sendPhoto(photo: KeptPhoto, token: string, language: string): Promise<SingleSent> {
    const bytes = await bytesOf(photo.number);
    return bytes === null ? { is: 'stumbled' } : sendPhoto(photo, bytes, token, language);
  }
}
