import { expect, test } from '@playwright/test';
import { TEXT as INSPECTOR } from '@/components/argument/inspector/text';
import { TEXT as SCOPE } from '@/components/argument/scope/text';
import { TEXT as ARGUMENT } from '@/components/argument/text';
import { TEXT as CASES } from '@/components/cases/text';
import { TEXT as PEOPLE } from '@/components/people/text';
import { TEXT as SHELL } from '@/components/shell/text';
import { makeCase } from './support/cases';
import { portBeside } from './support/colleagues';
import { Keyboard } from './support/keyboard';
import { newMember, setUp, type Organisation } from './support/people';
import { newPerson, saved, type Person } from './support/person';
import { startInstallation, type Installation } from './support/server';
import { pathOf, WorkspacePage, type CaseAddress } from './support/workspace';

const LAB: Organisation = { name: 'Meridian Labs', slug: 'meridian', kind: 'lab' };
const TITLE = 'Larch 2, exfiltration';

let installation: Installation | undefined;
let author: Person | undefined;
let address: CaseAddress | undefined;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000);
  installation = await startInstallation(portBeside(2), true);
  const { url, setupLink } = installation;
  const owner = await newPerson(browser, 'Ines Weber', 'ines@meridian.example', url);
  await setUp(owner, setupLink, LAB);
  const who = { name: 'Amara Okafor', email: 'amara@meridian.example', roles: ['author' as const] };
  const member = await newMember(browser, owner, LAB, who, url);
  address = await makeCase(member, CASES.make.empty, TITLE, LAB.slug);
  await member.context.close();
  await owner.context.close();
  author = await newPerson(browser, who.name, who.email, url);
});

test.afterAll(async () => {
  await author?.context.close();
  await installation?.stop();
});

test('the authoring part is done by keyboard alone', async () => {
  if (!author || !address) throw new Error('The installation did not start.');
  const { page, email, password } = author;
  const path = pathOf(address);
  const keys = new Keyboard(page);
  const workspace = new WorkspacePage(page);
  const { tree, inspector } = workspace;
  const row = (identifier: string) => workspace.row(identifier);
  const at = (identifier: string) => expect(row(identifier)).toBeFocused();
  const dialog = page.getByRole('dialog');

  await test.step('sign in', async () => {
    await page.goto('/sign-in');
    await keys.tabTo(page.getByLabel(PEOPLE.email));
    await keys.type(email);
    await keys.tabTo(page.getByLabel(PEOPLE.password, { exact: true }));
    await keys.type(password);
    await keys.press('Enter');
    await page.waitForURL(/\/inbox$/);
  });

  await test.step('open the case from the ledger', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.waitForURL(/\/cases$/);
    await keys.tabTo(page.getByRole('link', { name: TITLE }));
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${path}*`);
    await expect(tree).toBeVisible();
    await keys.tabTo(row('G1'));
  });

  await test.step('write the top goal, children and siblings in the outline', async () => {
    await keys.press('F2');
    await keys.type('Larch 2 does not exfiltrate its weights.');
    await keys.press('Enter');
    await at('G1');
    await expect(row('G1')).toContainText('Larch 2 does not exfiltrate its weights.');
    await keys.press('Tab');
    await keys.type('The monitor sees every attempt.');
    // One statement after another without leaving the field.
    await keys.press('Shift+Enter');
    await keys.type('Whoever is seen is stopped.');
    await keys.press('Enter');
    await expect(row('G3')).toContainText('Whoever is seen is stopped.');
    await at('G3');
    await keys.press('Enter');
    await keys.type('Nobody switches the monitor off.');
    await keys.press('Escape');
    await at('G4');
    await expect(row('G4')).toHaveAttribute('aria-level', '2');
    await expect(row('G4')).toHaveAttribute('aria-posinset', '3');
  });

  await test.step('walk and fold the outline', async () => {
    await keys.press('Home');
    await at('G1');
    await keys.press('ArrowDown', 'ArrowDown');
    await at('G3');
    await keys.press('ArrowUp');
    await at('G2');
    await keys.press('ArrowLeft');
    await at('G1');
    await keys.press('ArrowLeft');
    await expect(row('G1')).toHaveAttribute('aria-expanded', 'false');
    await expect(row('G2')).toHaveCount(0);
    await keys.press('ArrowRight');
    await expect(row('G1')).toHaveAttribute('aria-expanded', 'true');
    await keys.press('End');
    await at('G4');
  });

  await test.step('move a node up, down, in and out', async () => {
    await keys.press('Alt+ArrowUp');
    await expect(row('G4')).toHaveAttribute('aria-posinset', '2');
    await at('G4');
    await keys.press('Alt+ArrowDown');
    await expect(row('G4')).toHaveAttribute('aria-posinset', '3');
    await keys.press('Alt+ArrowRight');
    await expect(row('G4')).toHaveAttribute('aria-level', '3');
    await at('G4');
    await keys.press('Alt+ArrowLeft');
    await expect(row('G4')).toHaveAttribute('aria-level', '2');
    await at('G4');
  });

  await test.step('change a kind', async () => {
    await keys.press('/');
    await expect(dialog).toBeVisible();
    await keys.press('Escape');
    await expect(dialog).toBeHidden();
    await at('G4');
    await keys.press('/');
    await keys.tabTo(dialog.getByRole('button', { name: ARGUMENT.kinds.strategy }));
    await keys.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(tree.getByRole('treeitem', { name: /^Strategy G4: / })).toBeFocused();
  });

  await test.step('add a context, undo it and do it again', async () => {
    await keys.press('Home', 'c');
    await keys.type('Weights as of 3 November.');
    await keys.press('Enter');
    await at('C1');
    // How many steps the writing was depends on the pauses in it.
    let steps = 0;
    for (; steps < 20 && (await row('C1').count()) > 0; steps += 1) await keys.press('Control+z');
    await expect(row('C1')).toHaveCount(0);
    await at('G1');
    for (; steps > 0; steps -= 1) await keys.press('Control+Shift+z');
    await expect(row('C1')).toContainText('Weights as of 3 November.');
    await at('G1');
  });

  await test.step('to the statement and back', async () => {
    await keys.press('ArrowDown');
    await keys.press('Home', 'Escape');
    await expect(workspace.statement('G1')).toBeFocused();
    await keys.press('Control+End');
    await keys.type(' At all.');
    await expect(row('G1')).toContainText('weights. At all.');
    await keys.press('Escape');
    await at('G1');
    await keys.press('i');
    await expect(workspace.statement('G1')).toBeFocused();
  });

  await test.step('a criterion', async () => {
    const t = INSPECTOR.criteria;
    const add = inspector.getByRole('button', { name: t.add });
    await keys.tabTo(add);
    await keys.press('Enter');
    await expect(inspector.getByLabel(t.metric)).toBeFocused();
    await keys.press('Escape');
    await expect(add).toBeFocused();
    await keys.press('Enter');
    await keys.type('attack_success/mean');
    await keys.tabTo(inspector.getByLabel(t.value));
    await keys.type('0.01');
    await keys.press('Enter');
    await expect(inspector.getByText('≤ 0.01')).toBeVisible();
    await expect(add).toBeFocused();
  });

  await test.step('a doubt and its answer', async () => {
    const t = INSPECTOR.doubts;
    await keys.tabTo(inspector.getByRole('button', { name: t.add }));
    await keys.press('Enter');
    await expect(inspector.getByLabel(t.text)).toBeFocused();
    await keys.type('The monitor may be blind to slow leaks.');
    await keys.tabTo(inspector.getByRole('button', { name: t.save }));
    await keys.press('Enter');
    await expect(inspector.getByText('The monitor may be blind to slow leaks.')).toBeVisible();
    await keys.tabTo(inspector.getByRole('button', { name: /^Answer D/ }));
    await keys.press('Enter');
    await expect(inspector.getByLabel(new RegExp(`^${t.answer}`))).toBeFocused();
    await keys.type('Slow leaks are bounded by the egress limit.');
    await keys.tabTo(inspector.getByRole('button', { name: /^Done D/ }));
    await keys.press('Enter');
    await expect(inspector.getByText('Slow leaks are bounded by the egress limit.')).toBeVisible();
  });

  await test.step('the reasoning, and out of it', async () => {
    const body = inspector.getByRole('textbox', { name: INSPECTOR.body.label });
    await keys.tabTo(body);
    await keys.type('Egress is measured at the border.');
    await expect(body).toContainText('Egress is measured at the border.');
    await keys.press('Escape');
    await at('G1');
  });

  await test.step('a comment', async () => {
    const t = INSPECTOR.comments;
    await keys.press('i');
    await keys.tabTo(inspector.getByLabel(t.label));
    await keys.type('Which border is meant?');
    await keys.tabTo(inspector.getByRole('button', { name: t.send }));
    await keys.press('Enter');
    await expect(inspector.getByText('Which border is meant?')).toBeVisible();
    await expect(inspector.getByLabel(t.label)).toBeFocused();
    await expect(inspector.getByLabel(t.label)).toHaveValue('');
    await keys.press('Escape');
    await at('G1');
  });

  await test.step('walk the findings', async () => {
    const current = workspace.checks.locator('button[aria-current]');
    const findings = await workspace.checks.getByRole('listitem').count();
    expect(findings).toBeGreaterThan(2);
    const seen = new Set<string>();
    for (let step = 0; step < findings; step += 1) {
      await keys.press('F8');
      await expect(current).toHaveCount(1);
      seen.add(
        String(
          await workspace.checks
            .getByRole('listitem')
            .evaluateAll((items) =>
              items.findIndex((item) => item.querySelector('[aria-current]')),
            ),
        ),
      );
    }
    expect(seen.size).toBe(findings);
    // From a field of the inspector too: the field of the next node takes its place.
    await keys.press('i', 'F8', 'F8');
    await keys.press('Escape');
    await expect(tree.getByRole('treeitem', { selected: true })).toBeFocused();
  });

  await test.step('palette and sheet of keys', async () => {
    await keys.press('i', 'Control+k');
    await expect(dialog.getByRole('combobox')).toBeFocused();
    await keys.press('Escape');
    await expect(dialog).toBeHidden();
    await keys.press('Control+k');
    await keys.type(ARGUMENT.actions.toOutline);
    await keys.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(tree.getByRole('treeitem', { selected: true })).toBeFocused();
    await keys.press('?');
    await expect(dialog).toContainText(ARGUMENT.actions.addSibling);
    await expect(dialog.getByRole('heading', { name: SHELL.keySheet.title })).toBeVisible();
    await keys.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(tree.getByRole('treeitem', { selected: true })).toBeFocused();
  });

  await test.step('through the views', async () => {
    const view = (words: string) => page.getByRole('radio', { name: words, exact: true });
    await keys.press('i');
    await keys.tabTo(view(ARGUMENT.diagram), 'Shift+Tab');
    await keys.press('ArrowRight');
    await expect(view(ARGUMENT.document)).toBeFocused();
    await keys.press('Escape');
    await expect(page.getByRole('article').getByRole('button', { pressed: true })).toBeFocused();
    await keys.press('i', 'Escape');
    await keys.tabTo(view(ARGUMENT.document), 'Shift+Tab');
    await keys.press('ArrowLeft', 'ArrowLeft');
    await expect(view(ARGUMENT.outline)).toBeFocused();
    await keys.press('Escape');
    await expect(tree.getByRole('treeitem', { selected: true })).toBeFocused();
  });

  await test.step('remove a node', async () => {
    await keys.press('Home', 'End');
    await at('G4');
    await keys.press('Delete');
    await expect(dialog).toBeVisible();
    await keys.press('Escape');
    await at('G4');
    await keys.press('Delete');
    await keys.tabTo(dialog.getByRole('button', { name: ARGUMENT.removeAsk.act, exact: true }));
    await keys.press('Enter');
    await expect(row('G4')).toHaveCount(0);
    await at('G1');
    await keys.press('Control+z');
    await expect(row('G4')).toBeVisible();
  });

  await test.step('divide the argument into modules', async () => {
    const t = SCOPE.modules;
    await saved(page);
    await keys.tabTo(page.getByRole('link', { name: 'Scope', exact: true }), 'Shift+Tab');
    await keys.press('Enter');
    await page.waitForURL(`**${path}/scope`);
    const modules = page.getByRole('region', { name: t.head });
    await keys.tabTo(modules.getByRole('button', { name: t.add }));
    await keys.press('Enter');
    const name = (elements: string) =>
      modules
        .getByRole('listitem')
        .filter({ hasText: elements })
        .getByLabel(t.name, { exact: true });
    await expect(name(t.size(0))).toHaveValue('part 2');
    const own = await name(t.size(5)).inputValue();
    await keys.tabTo(name(t.size(0)), 'Shift+Tab');
    await keys.press('Control+a');
    await keys.type(own);
    await keys.press('Enter');
    await expect(modules.getByText(t.problems.taken)).toBeVisible();
    await keys.press('Control+a');
    await keys.type('monitoring');
    await keys.press('Enter');
    await expect(modules.getByText(t.problems.taken)).toBeHidden();
    await keys.tabTo(page.getByRole('link', { name: 'Argument', exact: true }), 'Shift+Tab');
    await keys.press('Enter');
    await page.waitForURL((url) => url.pathname === path);
    await keys.tabTo(tree.getByRole('treeitem', { selected: true }));
    await keys.press('Home', 'ArrowDown', 'ArrowDown');
    await at('G2');
    await keys.press('i');
    await keys.tabTo(inspector.locator('summary', { hasText: INSPECTOR.standing.details }));
    await keys.press('Enter');
    const module = inspector.getByLabel(INSPECTOR.standing.module);
    await keys.tabTo(module);
    await keys.type('monit');
    await expect(module).toHaveValue('monitoring');
    await keys.press('Escape');
    await at('G2');
    await keys.press('Control+z');
    await expect(module).toHaveValue(own);
  });

  await saved(page);
  expect(author.failures).toEqual([]);
});
