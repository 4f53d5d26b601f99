import { App } from './app.js';
import { notice, say } from './view.js';

App.open().catch((problem: unknown) => {
  // Without a memory nothing could be promised: the page says so and takes no scan.
  notice(say('broken'));
  throw problem;
});
