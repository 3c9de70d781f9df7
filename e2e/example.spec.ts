import { spawnSync } from 'node:child_process';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { TEXT as PEOPLE } from '@/components/people/text';
import type { LabelSection } from '@/components/release/LabelTable';
import { fitSheet, shortStatus } from '@/components/release/sheetFit';
import { TEXT as RELEASE } from '@/components/release/text';
import { TEXT as SHELL } from '@/components/shell/text';
import { TEXT as STATUS } from '@/components/status/text';
import { TEXT as SUPPLEMENT } from '@/components/supplement/text';
import { TEXT as TOUR, tourWords } from '@/components/tour/text';
import { TOUR_STEPS, type TourStep } from '@/server/tour/steps';
import { portBeside } from './support/colleagues';
import { setUp } from './support/people';
import { inspect, newPerson } from './support/person';
import { startInstallation, type Installation } from './support/server';

let installation: Installation | undefined;

test.beforeAll(async () => {
  test.setTimeout(360_000);
  installation = await startInstallation(portBeside(4), true, { EXAMPLE: '1' });
});

test.afterAll(async () => {
  await installation?.stop();
});

/** The link that the start printed for one of the example's people. */
function linkOf(name: string): string {
  const lines = installation?.said.split('\n') ?? [];
  const at = lines.findIndex((line) => line.trim().startsWith(`${name}, `));
  return lines[at + 1]?.trim() ?? '';
}

const tourOf = (page: Page): Locator => page.getByRole('region', { name: TOUR.label });

/** What a newcomer has in view at the place of each step, and takes for what was to be found. */
const FOUND: Record<TourStep, (page: Page, folder: string) => Promise<void>> = {
  async inbox(page) {
    await expect(page.getByText(/suspended.*9 of 600 attacks/).first()).toBeVisible();
  },
  async terms(page) {
    const failing = page.getByRole('list', { name: STATUS.inForce.terms }).locator('li.fail');
    await expect(failing).toHaveCount(2);
    await expect(failing.first()).toHaveAttribute('data-term', 'base');
    await expect(failing.last()).toHaveAttribute('data-term', 'not-example');
  },
  async reason(page) {
    const failing = page.getByRole('list', { name: STATUS.inForce.terms }).locator('li.fail');
    await expect(failing.first()).toContainText('where HC1a allows 1 %');
  },
  async builders(page) {
    await expect(
      page.getByRole('row').filter({ hasText: 'St Brannoc Hospital' }).first(),
    ).toContainText(STATUS.inForce.onHold);
  },
  async cited(page) {
    const base = page.getByRole('complementary', { name: SUPPLEMENT.base.head });
    await expect(base).toContainText(SUPPLEMENT.citations.head);
    for (const cited of ['G1', 'HC0'])
      await expect(base.getByText(cited, { exact: true }).first()).toBeVisible();
  },
  async check(page, folder) {
    const waiting = page.waitForEvent('download');
    await page.getByRole('link', { name: /^Download bundle/ }).click();
    const file = `${folder}/example.casewright.zip`;
    await (await waiting).saveAs(file);
    const { status, stdout } = spawnSync('npm', ['run', '-s', 'cli', '--', 'verify', file], {
      encoding: 'utf8',
    });
    expect(stdout).toContain('approved-with-conditions by Owen Pryce');
    expect(stdout.trim().split('\n').at(-1)).toMatch(/^example, never in force: valid as of /);
    expect(status).toBe(0);
  },
};

test('a newcomer finds by the tour alone why the hospital’s supplement went on hold', async ({
  browser,
}, { outputDir }) => {
  if (!installation) throw new Error('The installation did not start.');
  const helen = await newPerson(browser, 'Dr Helen Marsh', '', installation.url);
  const { page } = helen;
  await page.goto(linkOf(helen.name));
  await page.getByRole('button', { name: PEOPLE.link.act }).click();
  await page.waitForURL('**/inbox');
  await inspect(page, 'tour, at the inbox');

  for (const [at, step] of TOUR_STEPS.entries())
    await test.step(step, async () => {
      const tour = tourOf(page);
      const { sentence, place } = tourWords(step, ['st-brannoc']);
      await expect(tour).toContainText(TOUR.step(at + 1, TOUR_STEPS.length));
      await expect(tour).toContainText(sentence);
      await tour.getByRole('link', { name: place.words }).press('Enter');
      await page.waitForURL(`**${place.href}*`);
      await FOUND[step](page, outputDir);
      // The tour is read while one looks: it stays in view, however far down that is.
      await expect(tour).toBeInViewport();
      await inspect(page, `tour, ${step}`);
      await tourOf(page).getByRole('button', { name: TOUR.found }).press('Enter');
    });
  await expect(tourOf(page)).toContainText(TOUR.over);
  await expect(page.getByRole('note')).toContainText(RELEASE.example.word);

  await test.step('put away, for good, and back from the menu', async () => {
    await tourOf(page).getByRole('button', { name: TOUR.hide }).press('Enter');
    await expect(tourOf(page)).toHaveCount(0);
    await page.goto('/inbox');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(tourOf(page)).toHaveCount(0);
    await page.getByRole('button', { name: SHELL.menu.me(helen.name) }).press('Enter');
    await page.getByRole('menuitem', { name: SHELL.menu.tour }).press('Enter');
    await expect(tourOf(page)).toContainText(TOUR.over);
    await page.reload();
    await expect(tourOf(page)).toContainText(TOUR.over);
  });
  expect(helen.failures).toEqual([]);
  await helen.context.close();
});

test('the label prints on one sheet of A4 and of US Letter, however much it says', async ({
  browser,
}) => {
  if (!installation) throw new Error('The installation did not start.');
  const context = await browser.newContext({ baseURL: installation.url });
  const page = await context.newPage();
  await page.goto('/r/st-brannoc/ward-documentation/1/label');
  const { example, label } = RELEASE;
  await expect(page.getByRole('note')).toContainText(example.word);
  const sheets = async () => {
    const found: number[] = [];
    for (const format of ['A4', 'Letter']) {
      const pdf = await page.pdf({ format });
      found.push(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0);
    }
    return found;
  };
  expect(await sheets()).toEqual([1, 1]);

  const title = label.title('Ward documentation and inbox assistant '.repeat(5));
  const status = shortStatus('The monitor was down for a day and nobody noticed it. '.repeat(50));
  for (const [length, count] of [
    [20, 220],
    [60, 45],
    [60, 120],
    [100, 53],
    [200, 31],
    [800, 12],
    [4_000, 6],
  ] as const) {
    const text = 'Oversight is AS STRONG AS IN THE BASE, workload and audits included, '
      .repeat(60)
      .slice(0, length);
    const items = Array.from({ length: count }, () => ({ text, identifier: 'HS-COU-12' }));
    const given = LABEL_KEYS.map((key, at) => ({
      key,
      items: items.filter((_, index) => index % LABEL_KEYS.length === at),
    }));
    const { sections, size } = fitSheet(given, { title, lead: '', status, example: true });
    const fill = { title, status, size, lines: sections.map((one) => one.items) };
    await page.evaluate(fillLabel, fill);
    expect(await sheets(), `${count} lines of ${length}`).toEqual([1, 1]);
  }
  await context.close();
});

const LABEL_KEYS = Object.keys(RELEASE.label.heads) as LabelSection['key'][];

/** Says something else on a label that is shown, in the same markup. */
function fillLabel(fill: {
  title: string;
  status: string;
  size: number;
  lines: readonly (readonly { text: unknown; identifier: string }[])[];
}): void {
  const one = (of: ParentNode, selector: string) => {
    const found = of.querySelector<HTMLElement>(selector);
    if (found === null) throw new Error(`There is no ${selector}.`);
    return found;
  };
  const sheet = one(document, '.labelsheet');
  sheet.dataset.size = String(fill.size);
  one(sheet, 'h1').textContent = fill.title;
  one(sheet, '.masthead > p:last-child .ink2').textContent = fill.status;
  const label = one(sheet, 'dl.label');
  const section = one(label, 'div').cloneNode(true);
  label.replaceChildren(
    ...fill.lines.flatMap((items) => {
      if (items.length === 0) return [];
      const made = section.cloneNode(true) as HTMLElement;
      const line = one(made, 'li');
      one(made, 'ul').replaceChildren(
        ...items.map(({ text, identifier }) => {
          const copy = line.cloneNode(true) as HTMLElement;
          one(copy, '.stmt').textContent = String(text);
          one(copy, '.id').textContent = identifier;
          return copy;
        }),
      );
      return [made];
    }),
  );
}

test('who sets the installation up is shown no tour, and keeps the example apart', async ({
  browser,
}) => {
  if (!installation) throw new Error('The installation did not start.');
  const owner = await newPerson(browser, 'Ines Weber', 'ines@own.example', installation.url);
  const own = { name: 'Own Lab', slug: 'own-lab', kind: 'lab' as const };
  await setUp(owner, installation.setupLink, own);
  await owner.page.goto('/registry');
  await expect(owner.page.getByText(STATUS.example).first()).toBeVisible();
  await expect(tourOf(owner.page)).toHaveCount(0);
  await owner.page.goto('/cases');
  await expect(owner.page.getByText('larch-2-scheming')).toHaveCount(0);
  await owner.context.close();
});
