// Leads a headless Chromium through pages: pages_browser.mjs <folder of node_modules> <task as JSON>.
// Prints what it saw as JSON; the judge is whoever asks.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [modules, taskText] = process.argv.slice(2);
const task = JSON.parse(taskText);
const { chromium } = createRequire(modules + '/')('playwright-core');
const browser = await chromium.launch({ executablePath: task.chromium, args: ['--no-sandbox', '--disable-gpu'] });

// A tab that notes what it asks for elsewhere and what the browser complains about.
async function open(url, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const seen = { outside: [], complaints: [] };
  page.on('request', (request) => {
    if (!request.url().startsWith(task.base) && !request.url().startsWith('data:')) seen.outside.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) seen.complaints.push(message.text());
  });
  await page.goto(url);
  return { page, seen, close: () => context.close() };
}

// How it lies on a screen: what sticks out, what is too small to press, letters of too little contrast.
const measure = () => {
  const width = document.documentElement.clientWidth;
  const all = [...document.querySelectorAll('body *')].filter((e) => !e.closest('.skip,.trap') && e.offsetParent);
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const parse = (colour) => colour.match(/[\d.]+/g).map(Number);
  const background = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const [r, g, b, a = 1] = parse(getComputedStyle(e).backgroundColor);
      if (a > 0) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const contrast = (element) => {
    const pair = [luminance(parse(getComputedStyle(element).color).slice(0, 3)), luminance(background(element))].sort();
    return (pair[1] + 0.05) / (pair[0] + 0.05);
  };
  const hasText = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  return {
    lang: document.documentElement.lang,
    title: document.title,
    heading: document.querySelector('h1')?.textContent,
    scrollWidth: document.documentElement.scrollWidth,
    width,
    sticking: all.filter((e) => e.getBoundingClientRect().right > width + 1).map((e) => e.outerHTML.slice(0, 80)),
    small: all.filter((e) => e.matches('button,input:not([type=hidden])'))
      .filter((e) => e.getBoundingClientRect().height < (['checkbox', 'radio'].includes(e.type) ? 20 : 40)).map((e) => e.outerHTML.slice(0, 80)),
    faint: all.filter((e) => hasText(e) && contrast(e) < 4.5).map((e) => e.outerHTML.slice(0, 80)),
    unlabelled: all.filter((e) => e.matches('input:not([type=hidden])') && !e.labels?.length).length,
    scripts: document.scripts.length,
  };
};

// The code in a mail to an address, once it is there.
async function codeTo(address) {
  for (let i = 0; i < 100; ++i) {
    for (const file of readdirSync(`${task.mails}/new`)) {
      const mail = readFileSync(`${task.mails}/new/${file}`, 'utf8');
      const code = mail.includes(`To: ${address}`) && mail.match(/^Code: (\d{6})/m);
      if (code) return code[1];
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`no code came to ${address}`);
}

const tasks = {
  // Without scripts, on a telephone and on a desk, light and dark.
  async look() {
    const results = [];
    for (const [name, url] of Object.entries(task.pages)) {
      for (const width of [320, 1280]) {
        for (const colorScheme of ['light', 'dark']) {
          const tab = await open(url, { viewport: { width, height: 900 }, javaScriptEnabled: false, colorScheme });
          if (task.shots) {
            await tab.page.screenshot({ path: `${task.shots}/${name}-${width}-${colorScheme}.png`, fullPage: true });
          }
          results.push({ name, asked: width, colorScheme, ...(await tab.page.evaluate(measure)), ...tab.seen });
          await tab.close();
        }
      }
    }
    return results;
  },
  // Signs up and types the code of the mail, with the keyboard alone, on a telephone, without scripts.
  async code() {
    const tab = await open(task.url, { viewport: { width: 320, height: 700 }, javaScriptEnabled: false });
    const passed = [];
    const go = async (steps) => {
      for (let i = 0; i < 30; ++i) {
        await tab.page.keyboard.press('Tab');
        const at = await tab.page.evaluate(() => {
          const e = document.activeElement, style = getComputedStyle(e);
          return { id: e.id, button: e.type === 'submit',
                   ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };
        });
        passed.push(at);
        if (steps[at.id]) await steps[at.id]();
        if (!at.button) continue;
        await tab.page.waitForTimeout(3100);
        await Promise.all([tab.page.waitForNavigation(), tab.page.keyboard.press('Enter')]);
        return tab.page.textContent('h1');
      }
      throw new Error('no button was reached');
    };
    const shot = (name) => task.shots && tab.page.screenshot({ path: `${task.shots}/${name}-320.png`, fullPage: true });
    const headings = [await go({ email: () => tab.page.keyboard.type(task.address),
                                 'purpose-0': () => tab.page.keyboard.press('Space') })];
    const measured = await tab.page.evaluate(measure);
    await shot('code');
    const code = await codeTo(task.address);
    headings.push(await go({ code: () => tab.page.keyboard.type(code) }));
    await shot('code-done');
    return { headings, measured, passed };
  },
  // A card as it is printed, A6: what sticks out of its edges, and a picture of it.
  async card() {
    const viewport = { width: 560, height: 397 };
    const tab = await open(task.page, { viewport, deviceScaleFactor: 2, javaScriptEnabled: false });
    await tab.page.emulateMedia({ media: 'print' });
    await tab.page.screenshot({ path: task.shot });
    const sticking = await tab.page.evaluate(() => [...document.querySelectorAll('main *')].filter((e) => {
      const inner = e.getBoundingClientRect(), outer = document.querySelector('main').getBoundingClientRect();
      return inner.right > outer.right || inner.bottom > outer.bottom;
    }).map((e) => e.outerHTML.slice(0, 80)));
    const outside = tab.seen.outside.filter((url) => url !== task.page);
    return { lang: await tab.page.evaluate(() => document.documentElement.lang), sticking, outside };
  },
  // As a mail scanner does: loads with scripts, moves about, scrolls, waits.
  async scan() {
    for (const url of task.urls) {
      const tab = await open(url, {});
      await tab.page.mouse.move(200, 200);
      await tab.page.mouse.wheel(0, 2000);
      await tab.page.waitForTimeout(300);
      await tab.page.reload();
      await tab.close();
    }
    return task.urls.length;
  },
  // Presses nothing but Tab, Space and Enter, without scripts, until an element with this text is pressed.
  async keyboard() {
    const tab = await open(task.url, { viewport: { width: 320, height: 700 }, javaScriptEnabled: false });
    const focus = () => tab.page.evaluate(() => {
      const e = document.activeElement;
      const style = getComputedStyle(e);
      return { text: (e.getAttribute('aria-label') || e.textContent || '').trim(), id: e.id,
               ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };
    });
    const passed = [];
    for (let i = 0; i < 40; ++i) {
      await tab.page.keyboard.press('Tab');
      const at = await focus();
      passed.push(at);
      if (task.type?.[at.id] !== undefined) await tab.page.keyboard.type(task.type[at.id]);
      if (task.tick?.includes(at.id)) await tab.page.keyboard.press('Space');
      for (let down = task.down?.[at.id] ?? 0; down > 0; --down) await tab.page.keyboard.press('ArrowDown');
      if (at.text !== task.press) continue;
      await tab.page.waitForTimeout(task.waitMs ?? 0);
      await Promise.all([tab.page.waitForNavigation(), tab.page.keyboard.press('Enter')]);
      if (task.shot) await tab.page.screenshot({ path: task.shot, fullPage: true });
      return { passed, url: tab.page.url(), heading: await tab.page.textContent('h1'), ...tab.seen };
    }
    return { passed };
  },
  // Takes a file by the keyboard alone, without scripts; where it is a page, how that lies on a telephone.
  async download() {
    const tab = await open(task.url, { viewport: { width: 320, height: 700 }, javaScriptEnabled: false });
    for (let i = 0; i < 60; ++i) {
      await tab.page.keyboard.press('Tab');
      const text = await tab.page.evaluate(() => document.activeElement.textContent.trim());
      if (text !== task.press) continue;
      const [file] = await Promise.all([tab.page.waitForEvent('download'), tab.page.keyboard.press('Enter')]);
      await file.saveAs(task.file);
      const taken = { name: file.suggestedFilename(), failure: await file.failure() };
      if (!task.file.endsWith('.html')) return taken;
      await tab.page.goto(`file://${task.file}`);
      if (task.shot) await tab.page.screenshot({ path: task.shot, fullPage: true });
      return { ...taken, ...(await tab.page.evaluate(measure)) };
    }
    throw new Error('no button was reached');
  },
};

console.log(JSON.stringify(await tasks[task.task]()));
await browser.close();
