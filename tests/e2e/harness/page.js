// Finds and describes elements of a page by role and accessible name. This is the body of a function: it gets the name
// of a query and its arguments.
const [what, ...args] = arguments;
const clean = text => (text || '').replace(/\s+/g, ' ').trim();
// Nothing behind a modal dialog can be reached.
const modal = () => [...document.querySelectorAll('dialog')].filter(dialog => dialog.matches(':modal')).at(-1);

const TAGS = {
  BUTTON: 'button', SUMMARY: 'button', FIELDSET: 'group', TEXTAREA: 'textbox', SELECT: 'combobox', OPTION: 'option',
  TABLE: 'table', TR: 'row', TH: 'columnheader', TD: 'cell', LI: 'listitem', UL: 'list', OL: 'list',
  DIALOG: 'dialog', NAV: 'navigation', MAIN: 'main', H1: 'heading', H2: 'heading', H3: 'heading', PROGRESS: 'progressbar',
};
const INPUTS = { checkbox: 'checkbox', radio: 'radio', search: 'searchbox', submit: 'button', hidden: '' };
function roleOf(element) {
  const said = element.getAttribute('role');
  if (said) return said;
  if (element.tagName === 'INPUT') return INPUTS[element.type] ?? 'textbox';
  if (element.tagName === 'A') return element.hasAttribute('href') ? 'link' : '';
  return TAGS[element.tagName] ?? '';
}

function words(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute('aria-hidden') === 'true') return '';
  if (!node.checkVisibility() && node.tagName !== 'OPTION') return '';
  if (node.hasAttribute('aria-label')) return ` ${node.getAttribute('aria-label')} `;
  const inside = [...node.childNodes].map(words).join('');
  return getComputedStyle(node).display === 'inline' ? inside : ` ${inside} `;
}
function nameOf(element) {
  const by = (element.getAttribute('aria-labelledby') ?? '').split(' ').map(id => document.getElementById(id));
  if (by.some(Boolean)) return clean(by.filter(Boolean).map(words).join(' '));
  if (element.hasAttribute('aria-label')) return clean(element.getAttribute('aria-label'));
  if (element.labels?.length) return clean([...element.labels].map(words).join(' '));
  if (element.tagName === 'FIELDSET') return clean(words(element.querySelector('legend') ?? element));
  const inside = ['dialog', 'table', 'list', 'navigation', 'main'].includes(roleOf(element)) ? '' : words(element);
  return clean(inside) || clean(element.title) || clean(element.placeholder);
}
const fits = (name, wanted) => wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted;

function all(role) {
  const elements = [...(modal()?.parentElement ?? document).querySelectorAll('*')];
  const scope = modal();
  const reached = element => element.checkVisibility() && (!scope || scope.contains(element));
  return elements.filter(element => roleOf(element) === role && reached(element));
}
function describe(element) {
  const ids = (element.getAttribute('aria-describedby') ?? '').split(' ');
  return {
    role: roleOf(element), name: nameOf(element), value: element.value ?? null,
    description: clean(ids.map(id => document.getElementById(id)?.innerText ?? '').join(' ')),
    checked: element.checked ?? null, disabled: element.matches(':disabled'),
    invalid: element.getAttribute('aria-invalid') === 'true', text: clean(element.innerText),
    current: element.getAttribute('aria-current'), sorted: element.getAttribute('aria-sort'),
  };
}

const ways = {
  find: (role, wanted) => all(role).filter(element => fits(nameOf(element), wanted)),
  names: role => all(role).map(nameOf),
  describe,
  // The element to click: the label where the radio button itself may be invisible. Scrolls it from behind sticky
  // elements.
  target: element => {
    const target = element.type === 'radio' ? (element.closest('label') ?? element) : element;
    const box = target.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (!top || !(target.contains(top) || top.contains(target))) target.scrollIntoView({ block: 'center', behavior: 'instant' });
    return target;
  },
  // Whether it is completely within the window and not covered.
  seen: element => {
    const box = element.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth && element.contains(top);
  },
  // Its position in the window, and the height of its row or list item.
  stands: element => {
    const { top, bottom } = element.getBoundingClientRect();
    return { top, bottom, row: (element.closest('li, tr') ?? element).getBoundingClientRect().height };
  },
  // Scrolls it to the middle of the window.
  center: element => { element.scrollIntoView({ block: 'center', behavior: 'instant' }); return true; },
  options: element => [...element.options].map(option => clean(option.text)),
  option: (element, wanted) => [...element.options].find(option => fits(clean(option.text), wanted)) ?? null,
  focused: (role, wanted) => {
    const element = document.activeElement;
    return Boolean(element) && roleOf(element) === role && fits(nameOf(element), wanted);
  },
  focus: () => describe(document.activeElement ?? document.body),
  text: () => clean(document.body.innerText),
  rows: () => {
    const table = all('table').at(-1);
    if (!table || table.getAttribute('aria-busy') === 'true') return null;
    return [...table.tBodies].flatMap(body => [...body.rows]).map(row => clean(row.innerText));
  },
  overflow: () => document.scrollingElement.scrollWidth - document.documentElement.clientWidth,
  widest: () => {
    const edge = document.documentElement.clientWidth;
    const wide = [...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > edge + 1);
    const scrolls = element => element && (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
    return wide.filter(element => !scrolls(element.parentElement)).slice(0, 4)
      .map(element => `${element.cloneNode(false).outerHTML} to ${Math.round(element.getBoundingClientRect().right)}`).join(' | ');
  },
  // The ids of open dialogs, menus and lists. A sheet without an id is the menu of a rule's row.
  popups: () => [...document.querySelectorAll('dialog[open], .sheet, [role="listbox"], .nav.open')]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().height > 0 && (!modal() || modal().contains(one)))
    .filter(one => !one.matches('.nav') || getComputedStyle(one).position === 'fixed')
    .map(one => one.id || 'row-menu').sort(),
  // The ids of the lists and menus that can be opened now.
  // What a row of a table opens below itself stands in the page and covers nothing.
  openers: () => [...(modal() ?? document).querySelectorAll('[role="combobox"][aria-controls], [aria-expanded][aria-controls]:not(.opener)')]
    .filter(one => one.checkVisibility() && !one.disabled).map(one => one.getAttribute('aria-controls')),
  sent: path => performance.getEntriesByType('resource')
    .filter(entry => entry.initiatorType === 'fetch' && new URL(entry.name).pathname.endsWith(path)).length,
  still: () => document.getAnimations().every(one =>
    one.playState !== 'running' || one.effect?.getComputedTiming().iterations === Infinity),
};
return ways[what](...args);
