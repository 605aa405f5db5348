// Only in the pages of `npm run dev`: loads the page again when something it is made of has changed, and repeats in the console
// what did not compile. A server that was started anew counts as a change.
const events = new EventSource('/dev/events');
/** @type {string | undefined} */
let server;

events.addEventListener('server', ({ data }) => {
  if (server !== undefined && server !== data) location.reload();
  server = data;
});
events.addEventListener('changed', () => location.reload());
events.addEventListener('failed', ({ data }) => console.error(JSON.parse(data)));
