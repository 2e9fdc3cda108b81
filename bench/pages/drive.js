// How both pages are driven: by the words on them. This is the beginning of a function's body; `given` is what it gets.

const frame = () => new Promise((done) => requestAnimationFrame(done));
/** The time after the browser has painted what is in the page now: the frame after the next begins behind that paint. */
const painted = async () => {
  await frame();
  await frame();
  return performance.now();
};
const PATIENCE = 60_000;
const until = async (what, is) => {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const now = await painted();
    if (is()) return now;
    if (now > end) throw new Error(`waited in vain for ${what} at ${location.href}`);
  }
};
const named = (selector, text) =>
  [...document.querySelectorAll(selector)].find((one) => one.textContent.trim() === text && one.checkVisibility());
const press = async (selector, text) => {
  await until(text, () => named(selector, text));
  named(selector, text).click();
};
const tableOf = (list) =>
  [...document.querySelectorAll("main table")].find((table) => table.getAttribute("aria-label") === list);
/** The names in the rows of a list; none while it is being loaded. */
const rows = (list) => {
  const table = tableOf(list);
  if (!table || table.getAttribute("aria-busy") === "true") return null;
  const links = [...table.tBodies[0].rows].map((row) => row.querySelector("a")?.textContent);
  return links.length && links.every((link) => link !== undefined) ? links : null;
};
const shows = (list) => until(`rows of ${list}`, () => rows(list));
const typed = (text) => {
  const field = document.querySelector("main input[type=search]");
  const own = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
  own.set.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
};
/** Milliseconds from the action until after the paint of other rows; of these, the service's; and the longest task. */
const timed = async (list, act, before) => {
  performance.clearResourceTimings();
  benchTasks.length = 0;
  const from = performance.now();
  act();
  const is = () => {
    const now = rows(list);
    return now && now.join("\n") !== before;
  };
  const end = await until(`other rows of ${list}`, is);
  const calls = performance.getEntriesByType("resource").filter((one) => one.initiatorType === "fetch");
  const spans = calls.map((one) => [one.requestStart, one.responseEnd]).filter(([start, done]) => start > 0 && done <= end);
  let service = 0;
  let last = from;
  for (const [start, done] of spans.sort(([one], [other]) => one - other)) {
    service += Math.max(0, done - Math.max(start, last));
    last = Math.max(last, done);
  }
  // Long tasks are told of a little later.
  await new Promise((done) => setTimeout(done, 60));
  const tasks = benchTasks.filter(([start, duration]) => start + duration > from).map(([, duration]) => duration);
  return [end - from, service, Math.max(0, ...tasks)];
};
const text = (list) => (rows(list) ?? []).join("\n");
const EVERYBODY = "DL-Whole Company";
/** Opens the page of the group that everybody is in, at another tab than its members. */
const toGroup = async () => {
  if (!named("[role=tab], nav a", "Members")) {
    await press("nav a", "All groups");
    await shows("All groups");
    typed(EVERYBODY);
    await until("the group", () => named("main table a", EVERYBODY));
    named("main table a", EVERYBODY).click();
  }
  await press("[role=tab], nav a", "General");
  await until("no members", () => !tableOf("Members"));
};
