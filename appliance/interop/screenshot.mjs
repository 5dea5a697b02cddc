// Makes the pictures of the phone in docs/images: phone.png for the README, and phone-views.png with more
// of it for docs/phone.md. Run it after a change of the phone's looks: node screenshot.mjs

import { fileURLToPath } from 'node:url';
import { openPage, startBrowser } from './lib/browser.mjs';
import { ScriptedGateway } from './lib/scripted-gateway.mjs';
import { serveWeb } from './lib/static-server.mjs';

const target = (name) => fileURLToPath(new URL(`../../docs/images/${name}`, import.meta.url));
const web = await serveWeb();
const gateway = new ScriptedGateway();
const browser = await startBrowser();

async function sheet(name, pictures) {
  const width = pictures.length * 350 + 60;
  const page = await browser.newPage({ viewport: { width, height: 640 }, deviceScaleFactor: 1.5 });
  const picture = (bytes) => `<img src="data:image/png;base64,${bytes.toString('base64')}">`;
  await page.setContent(`<style>
    body { margin: 0; padding: 32px; display: flex; gap: 30px; justify-content: center; background: #dfe9e7 }
    img { width: 320px; height: 574px; border-radius: 22px; box-shadow: 0 10px 34px rgb(15 40 36 / 22%) }
    </style>${pictures.map(picture).join('')}`);
  await page.screenshot({ path: target(name) });
  await page.close();
}

async function open(user, colorScheme) {
  const page = await openPage(browser, { viewport: { width: 390, height: 700 }, colorScheme, deviceScaleFactor: 2 });
  await gateway.attach(page);
  await page.goto(`${web.origin}/phone/#user=${user}&password=x`);
  await page.getByTestId('sign-in').click();
  await page.locator('body[data-state=ready]').waitFor();
  return page;
}

try {
  const [caller, callee] = [await open('1000', 'light'), await open('1001', 'dark')];
  await caller.getByTestId('number').fill('1001');
  const dialled = await caller.screenshot();
  await caller.getByTestId('call').click();
  await callee.locator('body[data-state=incoming]').waitFor();
  const ringing = await callee.screenshot({ animations: 'disabled' });
  await callee.getByTestId('answer').click();
  await caller.locator('body[data-state=talking]').waitFor();
  await caller.getByTestId('timer').filter({ hasText: '00:03' }).waitFor();
  const talking = await caller.screenshot();

  await caller.getByTestId('camera').click();
  await caller.getByTestId('own-picture').waitFor();
  await caller.getByTestId('transfer').click();
  const transfer = await caller.screenshot();
  await caller.getByTestId('add').click();
  await caller.getByTestId('lines').getByText('on hold').waitFor();
  await caller.getByTestId('tab-contacts').click();
  await caller.getByTestId('contacts').getByText('1003').waitFor();
  const contacts = await caller.screenshot();
  await callee.getByTestId('camera').click();
  await callee.getByTestId('own-picture').waitFor();
  await callee.getByTestId('keypad').click();
  const keys = await callee.screenshot();
  await callee.getByTestId('hangup').click();
  await callee.locator('body[data-state=ready]').waitFor();
  await callee.getByTestId('settings').click();
  await callee.getByTestId('test-devices').click();
  await callee.getByTestId('test-picture').waitFor();
  const settings = await callee.screenshot();

  await sheet('phone.png', [dialled, ringing, talking]);
  await sheet('phone-views.png', [transfer, keys, contacts, settings]);
} finally {
  await browser.close();
  await web.close();
}
