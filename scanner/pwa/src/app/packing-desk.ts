import { inGroups } from '../reading/label-code.js';
import { forget, keep, kept } from '../storage/settings.js';
import { isBox, packedFor } from '../work/packing.js';
import type { Door } from './door.js';
import { byId, input, say } from './view.js';
import type { WorkList } from './work-list.js';

const view = { now: byId('box'), text: byId('box-text'), charger: input('box-charger') };
const charger = 'charger';

/** Whoever holds a machine waits no longer for a list: the one of before counts. */
const patience = 4_000;

/** What a machine is packed with, or the sentence that says why it is not. */
export type Packing = { readonly is: 'packed'; readonly data: Readonly<Record<string, unknown>> } | { readonly is: 'not'; readonly why: 'pack-box-first' | 'pack-not-listed' | 'pack-no-list' };

/** The packing table: the label of a box, then machine after machine into it, each for the delivery on whose list it stands. */
export class PackingDesk {
  private box: string | null = null;

  constructor(private readonly work: WorkList, private readonly door: Door) {}

  async open(): Promise<void> {
    this.box = (await kept('box')) ?? null;
  }

  /** Machines are packed from now on: the lists of this minute are wanted. */
  begin(): void {
    void this.reload();
  }

  /** Whether a bare code is that of a box: bars hold nothing else. */
  async isBox(code: string): Promise<boolean> {
    const open = this.box !== null;
    const seems = () => isBox(code, open, this.work.boxes, this.work.isOfAMachine(code));
    if (!seems()) return false;
    if (!open) await this.reload();
    return seems();
  }

  /** The next machines go into this box. */
  async take(box: string): Promise<void> {
    this.box = box;
    await keep('box', box);
  }

  /** Nothing is packed any more. */
  end(): Promise<void> {
    this.box = null;
    return forget('box');
  }

  async of(code: string): Promise<Packing> {
    if (this.box === null) return { is: 'not', why: 'pack-box-first' };

    // It may have been put on a list since.
    if (packedFor(this.work.packing, code).is !== 'on-list') await this.reload();
    const packed = packedFor(this.work.packing, code);
    return packed.is === 'on-list'
      ? { is: 'packed', data: { box: this.box, delivery: packed.delivery, accessories: view.charger.checked ? [charger] : [] } }
      : { is: 'not', why: packed.is === 'no-list' ? 'pack-no-list' : 'pack-not-listed' };
  }

  draw(isPacking: boolean): void {
    view.now.hidden = !isPacking;
    view.text.textContent = this.box === null ? say('pack-box-first') : say('pack-box', inGroups(this.box));
  }

  private async reload(): Promise<void> {
    const token = this.door.token;
    if (token !== null && navigator.onLine) await this.work.load(token, performance.now(), patience);
  }
}
