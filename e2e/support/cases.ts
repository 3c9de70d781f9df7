import { TEXT as CASES } from '@/components/cases/text';
import type { Person } from './person';
import { pathOf, type CaseAddress } from './workspace';

/** Makes a case; `from` is how its template, or the empty case, is called in the list. */
export async function makeCase(
  { page }: Person,
  from: string | RegExp,
  title: string,
  orgSlug: string,
): Promise<CaseAddress> {
  await page.goto('/cases/new');
  await page.getByRole('radio', { name: from }).check();
  await page.getByLabel(CASES.make.name, { exact: true }).fill(title);
  const slug = await page.getByLabel(CASES.make.slug).inputValue();
  await page.getByRole('button', { name: CASES.make.act }).click();
  const address = { orgSlug, slug };
  await page.waitForURL(`**${pathOf(address)}*`);
  return address;
}
