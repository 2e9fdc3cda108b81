// Measures the layout of a page and reports what is wrong with it. This is the body of a function: it gets the
// settings, and a callback for the findings, each as [rule, element, measured].
const [how, done] = arguments;
const found = [];
const px = number => `${Math.round(number * 10) / 10} px`;
const clean = text => (text || '').replace(/\s+/g, ' ').trim();

// Only what can be reached: nothing behind a modal dialog.
const modal = [...document.querySelectorAll('dialog')].filter(dialog => dialog.matches(':modal')).at(-1);
const scope = modal ?? document.body;

function path(element) {
  const own = element.id && !/\d{3}|node-|member-/.test(element.id) ? `#${element.id}` : '';
  const classes = own ? '' : [...element.classList].slice(0, 3).map(name => `.${name}`).join('');
  return element.tagName.toLowerCase() + own + classes;
}
function tell(rule, element, measured) {
  const parent = element.id ? null : element.parentElement;
  const label = clean(element.getAttribute?.('aria-label') || element.innerText || element.name || '').slice(0, 32);
  found.push([rule, `${parent ? `${path(parent)} > ` : ''}${path(element)}`, `${measured}${label ? ` (“${label}”)` : ''}`]);
}

// Nothing moves during the measurement, so results per element are cached until `forget`.
const memories = [];
const known = find => {
  const all = new Map();
  memories.push(all);
  return element => {
    if (!all.has(element)) all.set(element, find(element));
    return all.get(element);
  };
};
const forget = () => memories.forEach(all => all.clear());
const style = known(element => getComputedStyle(element));
const isUnseen = known(element => Boolean(element) && element !== document.documentElement &&
  ((style(element).position === 'absolute' && (style(element).clipPath !== 'none' || element.offsetWidth <= 1)) || isUnseen(element.parentElement)));
const seen = known(element => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && !isUnseen(element));
const meets = (a, b, by = 1) =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > by && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > by;
const area = rect => rect.width > 0.5 && rect.height > 0.5;

// The ancestors that can clip an element. Absolutely positioned elements are clipped only from their containing block
// on, fixed ones hardly ever, and the top layer never.
const inTopLayer = element => element.matches('dialog:modal, :popover-open');
const holders = known(element => {
  const all = [];
  let { position } = style(element);
  for (let at = element; !inTopLayer(at) && at.parentElement; at = at.parentElement) {
    const parent = at.parentElement;
    const own = style(parent);
    const contains = own.transform !== 'none' || own.filter !== 'none' || /paint|layout|strict|content/.test(own.contain) ||
      own.contentVisibility !== 'visible';
    const holds = position === 'fixed' ? contains : position !== 'absolute' || contains || own.position !== 'static';
    if (!holds) continue;
    all.push(parent);
    position = own.position;
  }
  return all;
});
const cuts = known(element => {
  const own = style(element);
  const painted = /paint|strict|content/.test(own.contain) || own.contentVisibility !== 'visible';
  if (element === document.body || element === document.documentElement) return [false, false];
  return [painted || own.overflowX !== 'visible', painted || own.overflowY !== 'visible'];
});
const scrolls = value => value === 'auto' || value === 'scroll';
const inside = known(element => {
  const box = element.getBoundingClientRect();
  const left = box.left + element.clientLeft, top = box.top + element.clientTop;
  return { left, top, right: left + element.clientWidth, bottom: top + element.clientHeight };
});
// The part of a rectangle that is not clipped, and the first ancestor that clips it without scrolling.
function left(element, rect, from = holders(element)) {
  let { left, top, right, bottom } = rect;
  let by = null;
  for (const holder of from) {
    const [x, y] = cuts(holder);
    const port = x || y ? inside(holder) : null;
    const own = style(holder);
    if (x) {
      if ((port.left > left + 1 || port.right < right - 1) && !scrolls(own.overflowX)) by ??= holder;
      left = Math.max(left, port.left); right = Math.min(right, port.right);
    }
    if (y) {
      if ((port.top > top + 1 || port.bottom < bottom - 1) && !scrolls(own.overflowY)) by ??= holder;
      top = Math.max(top, port.top); bottom = Math.min(bottom, port.bottom);
    }
  }
  return { left, top, right, bottom, width: right - left, height: bottom - top, by };
}

const POPUP = '[role="listbox"], .sheet, dialog[open], :popover-open:not(.toasts), .nav.open, .toast';
const popups = () => [...document.querySelectorAll(POPUP)].filter(one =>
  seen(one) && (one.matches('.nav') ? style(one).position === 'fixed' : true) && (!modal || modal.contains(one)));
const popupOf = element => element.closest(POPUP);

// 1. An open popup is completely visible or scrolls, and nothing clips or covers it.
function openPopups() {
  for (const popup of popups()) {
    const rect = popup.getBoundingClientRect();
    if (!area(rect)) continue;
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const over = Math.max(-rect.left, -rect.top, rect.right - width, rect.bottom - height);
    if (over > 1) tell('an open popup is wholly in sight', popup, `${px(over)} outside of the window`);
    if (popup.scrollHeight > popup.clientHeight + 1 && !scrolls(style(popup).overflowY)) {
      tell('an open popup is wholly in sight', popup, `${px(popup.scrollHeight - popup.clientHeight)} of it cannot be scrolled to`);
    }
    for (const holder of holders(popup)) {
      const port = inside(holder);
      const [x, y] = cuts(holder);
      const by = Math.max(x ? Math.max(port.left - rect.left, rect.right - port.right) : 0,
        y ? Math.max(port.top - rect.top, rect.bottom - port.bottom) : 0);
      if (by > 1) tell('no ancestor cuts an open popup', popup, `${px(by)} cut by ${path(holder)}`);
    }
    const round = parseFloat(style(popup).borderTopLeftRadius) || 0;
    const in_ = Math.min(round / 2 + 2, rect.width / 2, rect.height / 2);
    const places = [rect.left + in_, (rect.left + rect.right) / 2, rect.right - in_].flatMap(x =>
      [rect.top + in_, (rect.top + rect.bottom) / 2, rect.bottom - in_].map(y => [x, y]));
    for (const [x, y] of places) {
      const top = document.elementFromPoint(x, y);
      const own = top && (popup.contains(top) || (popupOf(top) && popupOf(top) !== popup));
      if (x >= 0 && y >= 0 && x < width && y < height && !own) {
        tell('nothing covers an open popup', popup, `${top ? path(top) : 'nothing'} is over it`);
        break;
      }
    }
  }
}

// 1b. An open list or menu is next to the control that opens it.
function besideControls() {
  for (const control of controls()) {
    const popup = control.getAttribute('aria-expanded') === 'true' && document.getElementById(control.getAttribute('aria-controls'));
    if (!popup || !popup.matches('[role="listbox"], .sheet') || !seen(popup)) continue;
    const [a, b] = [control.getBoundingClientRect(), popup.getBoundingClientRect()];
    const away = Math.max(b.left - a.right, a.left - b.right, b.top - a.bottom, a.top - b.bottom);
    if (away > 16) tell('an open popup is beside its control', popup, `${px(away)} away from ${path(control)}`);
  }
}

// All text nodes that are visible, with their elements.
function texts() {
  const all = [];
  const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!clean(node.data) || element.closest('option, script, style, [aria-hidden="true"] .busy') || !seen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter(area);
    if (rects.length) all.push({ element, node, rects });
  }
  return all;
}
const CONTROL = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [role="option"]';
const controls = () => [...scope.querySelectorAll(CONTROL)].filter(one => seen(one) && area(one.getBoundingClientRect()));
const isBox = element => {
  const own = style(element);
  const colour = value => value !== 'transparent' && !/, 0\)$/.test(value);
  return (parseFloat(own.borderTopWidth) > 0 && colour(own.borderTopColor)) || colour(own.backgroundColor);
};

// 2. Fields and text keep a distance from the edge of their card, panel or dialog.
function insets(texts, controls) {
  const CARD = '.card, dialog[open], .panel, .empty, .sheet, [role="listbox"]';
  const check = (element, rect) => {
    const card = element.closest(CARD);
    if (!card) return;
    // Rows of lists and menus have a padding of their own, so the required distance is smaller.
    const least = card.matches('.sheet, [role="listbox"]') ? 3 : 8;
    const box = card.getBoundingClientRect();
    // What is clipped by a list or scrolled ends where that ends, so this side is not checked.
    const between = holders(element);
    const rest = left(element, rect, [element, ...between.slice(0, between.indexOf(card) + 1)]);
    const cut = side => Math.abs(rest[side] - rect[side]) > 0.5;
    for (const side of ['left', 'right', 'top', 'bottom']) {
      const gap = (side === 'left' || side === 'top' ? 1 : -1) * (rect[side] - box[side]);
      const scrolled = (side === 'top' || side === 'bottom') && card.scrollHeight > card.clientHeight + 1;
      if (gap < least - 0.5 && !cut(side) && !scrolled && rest.width > 1 && rest.height > 1) {
        tell('fields and text keep their inset', element, `${px(gap)} from the ${side} of ${path(card)}`);
        return;
      }
    }
  };
  for (const { element, rects } of texts) for (const rect of rects) check(element, rect);
  for (const control of controls) {
    const small = control.matches('input[type="checkbox"], input[type="radio"]');
    if (style(control).opacity !== '0' && (small || isBox(control))) check(control, control.getBoundingClientRect());
  }
}

// Sticky and fixed elements cover others on purpose, so only elements of the same layer are compared.
const layerOf = known(element => {
  if (!element) return null;
  return element.matches(POPUP) || inTopLayer(element) || /sticky|fixed/.test(style(element).position) ? element : layerOf(element.parentElement);
});

// 3. No two controls overlap, and no control overlaps a text that is not its own.
function overlaps(texts, controls) {
  const all = controls.map(element => ({ element, rect: left(element, element.getBoundingClientRect()), layer: layerOf(element) }))
    .filter(one => one.rect.width > 1 && one.rect.height > 1);
  const label = element => element.closest('label');
  for (const [at, a] of all.entries()) {
    for (const b of all.slice(at + 1)) {
      if (!meets(a.rect, b.rect) || a.layer !== b.layer) continue;
      if (a.element.contains(b.element) || b.element.contains(a.element)) continue;
      if (label(a.element) && label(a.element) === label(b.element)) continue;
      tell('no two controls overlap', a.element, `and ${path(b.element)}`);
    }
  }
  for (const { element, rects } of texts) {
    const layer = layerOf(element);
    const rest = rects.map(one => left(element, one, [element, ...holders(element)]));
    for (const { element: control, rect, layer: over } of all) {
      if (layer !== over || !rest.some(one => meets(one, rect, 3))) continue;
      if (!control.contains(element) && !label(control)?.contains(element)) tell('no control covers a text', element, `under ${path(control)}`);
    }
  }
}

// 4. Nothing scrolls sideways except elements made for it.
function sideways() {
  const over = document.scrollingElement.scrollWidth - document.documentElement.clientWidth;
  if (over > 0) tell('nothing scrolls sideways', document.body, px(over));
  for (const element of scope.querySelectorAll('*')) {
    if (element.matches('pre, textarea, input, select, .table-wrap, .tabs') || !scrolls(style(element).overflowX) || !seen(element)) continue;
    const own = element.scrollWidth - element.clientWidth;
    if (own > 1) tell('nothing scrolls sideways', element, px(own));
  }
}

// 5. No text is clipped without an ellipsis and a title, and none overflows its box.
function cutTexts(texts) {
  const BOX = 'button, .btn, .tag, .chip, th, td, label, select, [role="option"], .panel, .card, dialog, .sheet';
  for (const { element, rects } of texts) {
    const whole = element.closest('[title], [aria-label]');
    const dots = at => Boolean(at) && (style(at).textOverflow === 'ellipsis' || (at !== element.closest(BOX) && dots(at.parentElement)));
    const box = element.closest(`${BOX}, ${POPUP}`);
    for (const rect of rects) {
      const { by, width, height } = left(element, rect, [element, ...holders(element)].filter(one => style(one).display !== 'inline'));
      if (by && width > -1e4 && !(whole && dots(element))) {
        tell('no text is cut', element, `${px(Math.max(rect.width - width, rect.height - height))} cut by ${path(by)}`);
        break;
      }
      const out = box && Math.max(rect.right - box.getBoundingClientRect().right, box.getBoundingClientRect().left - rect.left);
      if (out > 1 && width > 0 && rect.right - rect.left - width < 1) {
        tell('no text is cut', element, `${px(out)} out of ${path(box)}`);
        break;
      }
    }
  }
}

// 6. Pointer targets are at least 24 × 24 pixels, except links within a sentence.
function targets(controls) {
  for (const control of controls) {
    const small = control.matches('input[type="checkbox"], input[type="radio"]');
    if (control.matches('a') && style(control).display === 'inline') continue;
    const label = small && (control.closest('label') ?? document.querySelector(`label[for="${CSS.escape(control.id)}"]`));
    const { width, height } = (label || control).getBoundingClientRect();
    if (Math.min(width, height) < 23.5) tell('a pointer target is at least 24 × 24', control, `${px(width)} × ${px(height)}`);
  }
}

// 7. A check box or radio button is on the same line as its label.
function lines(texts, controls) {
  for (const control of controls) {
    if (!control.matches('input[type="checkbox"], input[type="radio"]') || style(control).opacity === '0') continue;
    const label = control.closest('label') ?? document.querySelector(`label[for="${CSS.escape(control.id)}"]`);
    const first = texts.find(text => label?.contains(text.element));
    if (!first) continue;
    const middle = rect => (rect.top + rect.bottom) / 2;
    const off = middle(control.getBoundingClientRect()) - middle(first.rects[0]);
    if (Math.abs(off) > 2) tell('a label stands on the line of its control', control, `${px(off)} below it`);
  }
}

// 8. The primary button of a step is visible without scrolling.
function primary() {
  const button = modal ? null : document.querySelector('main .wizard footer .btn.primary, main form > footer .btn.primary');
  if (!button || !seen(button)) return;
  const { top, bottom } = button.getBoundingClientRect();
  const height = document.documentElement.clientHeight;
  if (top < 0 || bottom > height + 0.5) tell('the primary button of a step is in sight', button, `${px(bottom - height)} below the window`);
}

// 9. All texts follow the language.
function language(texts) {
  const foreign = new Set(how.foreign);
  for (const { element, node } of texts) {
    // Data from the directory is not translated.
    if (element.closest('td, dd, th label, [role="option"], .who, bdi, em, pre') && !element.closest('.tag')) continue;
    if (foreign.has(clean(node.data))) tell('everything follows the language', element, clean(node.data));
  }
  for (const element of scope.querySelectorAll('[aria-label], [title], [placeholder]')) {
    if (!element.checkVisibility()) continue;
    for (const name of ['aria-label', 'title', 'placeholder']) {
      const said = clean(element.getAttribute(name));
      if (foreign.has(said)) tell('everything follows the language', element, `${name}: ${said}`);
    }
  }
}

const frame = () => new Promise(next => requestAnimationFrame(() => next()));
const isStill = () => document.getAnimations().every(one =>
  one.playState !== 'running' || one.effect?.getComputedTiming().iterations === Infinity);
(async () => {
  // The focused element must be visible, also after the window was resized.
  const active = document.activeElement;
  if (active && active !== document.body) active.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  await frame(); await frame();
  while (!isStill()) await frame();
  // A popup follows its control one frame later, so wait until all positions are stable.
  const places = () => popups().map(popup => Object.values(popup.getBoundingClientRect().toJSON()).join()).join(' ');
  for (let last = null, now = places(); now !== last; now = places()) { last = now; await frame(); await frame(); }
  forget();
  const allTexts = texts();
  const allControls = controls();
  openPopups();
  besideControls();
  insets(allTexts, allControls);
  overlaps(allTexts, allControls);
  sideways();
  cutTexts(allTexts);
  targets(allControls);
  lines(allTexts, allControls);
  language(allTexts);
  // Only without open popups, because scrolling would move or close them.
  if (!popups().length) {
    const { scrollY } = window;
    window.scrollTo(0, 0);
    primary();
    window.scrollTo(0, scrollY);
  }
})().then(() => done(found), error => done([['geometry.js', 'script', String(error?.stack ?? error)]]));
