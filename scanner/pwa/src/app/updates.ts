/** Keeps the app for a day without network. A new version waits until somebody asks for it: it never reloads under a person's hands. */
export async function keepApp(ready: () => void): Promise<(() => void) | null> {
  if (!('serviceWorker' in navigator)) return null;

  // Where it cannot be kept (private browsing, a server that is busy) it works all the same, while the page is open.
  const registration = await navigator.serviceWorker.register('/scan/sw.js', { scope: '/scan', updateViaCache: 'none' }).catch(() => null);
  if (registration === null) return null;
  let asked = false;
  const look = () => {
    if (registration.waiting && navigator.serviceWorker.controller) ready();
  };

  // It may be under way since before we asked.
  const follow = () => registration.installing?.addEventListener('statechange', look);
  registration.addEventListener('updatefound', follow);
  follow();
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (asked) location.reload();
  });
  look();
  return () => {
    asked = true;
    registration.waiting?.postMessage('take-over');
  };
}
