// Makes docs/images/phone.png, the picture in the README: the phone ringing, in a call, and at 360
// pixels in the dark. Run it after a change of the phone's looks: node screenshot.mjs

import { fileURLToPath } from 'node:url';
import { openPage, startBrowser } from './lib/browser.mjs';
import { ScriptedGateway } from './lib/scripted-gateway.mjs';
import { serveWeb } from './lib/static-server.mjs';

const TARGET = fileURLToPath(new URL('../../docs/images/phone.png', import.meta.url));
const web = await serveWeb();
const gateway = new ScriptedGateway();
const browser = await startBrowser();

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

  const picture = (bytes) => `<img src="data:image/png;base64,${bytes.toString('base64')}">`;
  const sheet = await browser.newPage({ viewport: { width: 1110, height: 640 }, deviceScaleFactor: 1.5 });
  await sheet.setContent(`<style>
    body { margin: 0; padding: 32px; display: flex; gap: 30px; justify-content: center; background: #dfe9e7 }
    img { width: 320px; height: 574px; border-radius: 22px; box-shadow: 0 10px 34px rgb(15 40 36 / 22%) }
    </style>${[dialled, ringing, talking].map(picture).join('')}`);
  await sheet.screenshot({ path: TARGET });
} finally {
  await browser.close();
  await web.close();
}
