/** One of all pages and of the service worker sends at a time. */
export const lockName = 'ordi2-scan-send';

/** Whoever keeps or sends something says so to the others. */
export const channelName = 'ordi2-scan';

/** The browser is asked for this when the network is back. */
export const syncTag = 'ordi2-scan-send';
