import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

/** What the page sends: one picture at a time. */
export interface Frame {
  readonly picture: ImageData;
}

/** What it gets for each: the texts that are in it, and how long the look took, in milliseconds. */
export interface Seen {
  readonly texts: readonly string[];
  readonly took: number;
}

const options: ReaderOptions = { formats: ['QRCode', 'Code128', 'Code39'], tryHarder: true, tryRotate: true, tryInvert: false, maxNumberOfSymbols: 4 };

prepareZXingModule({ overrides: { locateFile: () => wasm } });

self.onmessage = (message: MessageEvent<Frame>) => {
  void look(message.data.picture).then((seen) => self.postMessage(seen));
};

async function look(picture: ImageData): Promise<Seen> {
  const began = performance.now();
  const found = await readBarcodes(picture, options);
  return { texts: found.filter((code) => code.isValid).map((code) => code.text), took: performance.now() - began };
}
