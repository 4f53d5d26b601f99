import { inGroups } from '../reading/label-code.js';
import { forget, keep, kept } from '../storage/settings.js';
import { packedFor } from '../work/packing.js';
import { byId, input, say } from './view.js';
import type { WorkList } from './work-list.js';

const view = { now: byId('box'), text: byId('box-text'), charger: input('box-charger') };
const charger = 'charger';

/** What a machine is packed with, or the sentence that says why it is not. */
export type Packing = { readonly is: 'packed'; readonly data: Readonly<Record<string, unknown>> } | { readonly is: 'not'; readonly why: 'pack-box-first' | 'pack-not-listed' | 'pack-no-list' };

/** The packing table: the label of a box, then machine after machine into it, each for the delivery on whose list it stands. */
export class PackingDesk {
  private box: string | null = null;

  constructor(private readonly work: WorkList) {}

  async open(): Promise<void> {
    this.box = (await kept('box')) ?? null;
  }

  /** The next machines go into this box. */
  async take(box: string): Promise<void> {
    this.box = box;
    await keep('box', box);
  }

  /** Nothing is packed any more. */
  end(): void {
    this.box = null;
    void forget('box');
  }

  of(code: string): Packing {
    if (this.box === null) return { is: 'not', why: 'pack-box-first' };
    const packed = packedFor(this.work.packing, code);
    return packed.is === 'on-list'
      ? { is: 'packed', data: { box: this.box, delivery: packed.delivery, accessories: view.charger.checked ? [charger] : [] } }
      : { is: 'not', why: packed.is === 'no-list' ? 'pack-no-list' : 'pack-not-listed' };
  }

  draw(isPacking: boolean): void {
    view.now.hidden = !isPacking;
    view.text.textContent = this.box === null ? say('pack-box-first') : say('pack-box', inGroups(this.box));
  }
}
