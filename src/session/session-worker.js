// Holds the portal's session while its page is loaded again: in memory alone, and for less than a minute. The browser
// ends the worker when nobody needs it, and what it held is gone. It handles no request.
const LONGEST = 50_000;
let held = null;
let end = 0;

function hold(session) {
  clearTimeout(end);
  held = session;
  end = session && setTimeout(hold, LONGEST, null);
}

function isOurs(page) {
  return page?.type === "window" && page.url.toLowerCase().startsWith(self.registration.scope.toLowerCase());
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("message", ({ data, source, ports }) => {
  if (data === "take") {
    ports[0].postMessage(isOurs(source) ? held : null);
    return;
  }
  const [what, session] = data;
  if (what === "keep") {
    hold(session);
  } else if (what === "forget") {
    hold(null);
  } else if (what === "replace" && held && JSON.parse(held).key === JSON.parse(session).key) {
    hold(session);
  }
});
