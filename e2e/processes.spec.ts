import { expect, test, type Browser, type Page } from '@playwright/test';
import { bringTogether, portBeside, type Colleagues } from './support/colleagues';
import { saved } from './support/person';
import { startProcesses, type Processes } from './support/processes';
import { WorkspacePage } from './support/workspace';

let other: Browser | undefined;
let processes: Processes | undefined;
let together: Colleagues | undefined;

test.beforeAll(async ({ browser, playwright }) => {
  test.setTimeout(360_000);
  other = await playwright.chromium.launch();
  processes = await startProcesses(portBeside(20));
  together = await bringTogether(browser, other, processes);
});

test.afterAll(async () => {
  await together?.end();
  await other?.close();
});

async function typeAtTheEnd(
  page: Page,
  field: ReturnType<WorkspacePage['statement']>,
  words: string,
) {
  await field.press('Control+End');
  await page.keyboard.type(words, { delay: 15 });
}

test('pages, sockets and jobs in processes of their own: each is stopped and started while both type', async () => {
  if (!together || !processes) throw new Error('The installation did not start.');
  const { a, b, address } = together;
  const onA = await WorkspacePage.open(a.page, address, 'G1');
  const onB = await WorkspacePage.open(b.page, address, 'G1');
  const fields = { a: onA.statement('G1'), b: onB.statement('G1') };
  const before = await fields.a.inputValue();
  let words = before;
  const bothRead = async (): Promise<void> => {
    for (const field of Object.values(fields)) await expect(field).toHaveValue(words);
    await saved(a.page);
    await saved(b.page);
  };
  // Each has a socket of another process: what one types, the other gets from the database.
  await typeAtTheEnd(a.page, fields.a, ' From A.');
  words += ' From A.';
  await bothRead();
  await expect(onA.row('G1').getByRole('img', { name: b.name })).toBeVisible();

  for (const [round, process] of processes.sockets.entries()) {
    // One without warning, the other as an upgrade does it.
    const typing = typeAtTheEnd(b.page, fields.b, ` B while process ${round} goes.`);
    if (round === 0) await process.kill();
    else await process.end();
    await typing;
    words += ` B while process ${round} goes.`;
    await bothRead();
    await process.restart();
    await typeAtTheEnd(a.page, fields.a, ` A after ${round}.`);
    words += ` A after ${round}.`;
    await bothRead();
  }
  await a.page.reload();
  await expect(fields.a).toHaveValue(words);
});
