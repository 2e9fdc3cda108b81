// What both pages have in common: how time is taken. Both are measured by this very code.

const frame = () => new Promise((done) => requestAnimationFrame(done));

/** The time after the browser has painted what is in the page now: the frame after the next begins behind that paint. */
async function painted() {
  await frame();
  await frame();
  return performance.now();
}

/** So long without a task of 50 milliseconds, and a page is at rest. */
const QUIET = 400;

const HEAD = `<header><h1>Members</h1> <b>Bold</b> <i>Italic</i> <em>Emphasis</em> <code>Code</code> <small>Small</small>
  <button>Button ⋯</button> <input value="Text"> <select><option>One</select> <input type="checkbox"></header>`;

/**
 * Hands the page to the driver as `window.bench`.
 * @param prepare takes the configuration and the rule, before time runs
 * @param show puts the rule into the page
 * @param rows how many conditions stand in the page
 * @param enter opens the condition of that number for editing and answers the field of its value
 * @param told the value of the condition of that number in the rule that the page was told of last
 * @param wasm the bytes of wasm's memory, which the browser does not count among the script's
 */
export function bench({ prepare, show, rows, enter, told, wasm = () => 0 }) {
  let pressed = 0;
  const keys = [];
  addEventListener("keydown", (event) => (pressed = event.timeStamp), true);
  addEventListener(
    "input",
    () => {
      const from = pressed;
      painted().then((now) => keys.push(now - from));
    },
    true,
  );
  const until = async (what) => {
    for (;;) {
      const now = await painted();
      if (what()) return now;
    }
  };
  window.bench = {
    keys,
    async prepare(rule) {
      // A rule is never the first thing that a page shows: fonts and controls are known by then.
      document.body.insertAdjacentHTML("afterbegin", HEAD);
      prepare(await (await fetch("/config.json")).text(), rule);
      await painted();
    },
    /** Milliseconds to after the first paint with all conditions, and until nothing is done any more. */
    async show(count) {
      let rest = 0;
      const watch = new PerformanceObserver((list) => {
        for (const { startTime, duration } of list.getEntries()) rest = Math.max(rest, startTime + duration);
      });
      watch.observe({ type: "longtask" });
      const from = performance.now();
      show();
      const shown = await until(() => rows() === count);
      // A page may paint and then draw everything once more.
      do await new Promise((done) => setTimeout(done, QUIET));
      while (performance.now() - rest < QUIET);
      watch.disconnect();
      return [shown - from, Math.max(shown, rest) - from];
    },
    async enter(nth) {
      let field = null;
      await until(() => (field = enter(nth)));
      field.scrollIntoView({ block: "center" });
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
      await painted();
    },
    told,
    wasm,
    shown: () => document.activeElement.value,
  };
}
