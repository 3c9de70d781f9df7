import { expect, type Locator, type Page } from '@playwright/test';
import { TEXT as ARGUMENT } from '@/components/argument/text';

/** A case as the pages address it. */
export interface CaseAddress {
  orgSlug: string;
  slug: string;
}

export function pathOf({ orgSlug, slug }: CaseAddress, rest = ''): string {
  return `/orgs/${orgSlug}/cases/${slug}${rest}`;
}

/** The page on which the argument of a case is written: outline, diagram, inspector. */
export class WorkspacePage {
  readonly tree: Locator;
  readonly inspector: Locator;
  readonly checks: Locator;

  constructor(readonly page: Page) {
    this.tree = page.getByRole('tree', { name: ARGUMENT.tree });
    this.inspector = page.getByRole('complementary', { name: ARGUMENT.inspector.label });
    this.checks = page.getByRole('region', { name: ARGUMENT.checks.title });
  }

  /** Opens a case and waits until its argument is here. */
  static async open(page: Page, address: CaseAddress, node?: string): Promise<WorkspacePage> {
    await page.goto(pathOf(address, node ? `?node=${node}` : ''));
    const workspace = new WorkspacePage(page);
    await expect(workspace.tree.or(page.getByText(ARGUMENT.empty.words))).toBeVisible();
    return workspace;
  }

  /** The line of a node in the outline; the first of them where a node is shared. */
  row(identifier: string): Locator {
    return this.tree
      .getByRole('treeitem', { name: new RegExp(`^[A-Z][a-z ]+ ${identifier}: `) })
      .first();
  }

  async select(identifier: string): Promise<void> {
    await this.row(identifier).click();
    await expect(this.inspector.locator('h2 .id')).toHaveText(identifier);
  }

  /** The statement of the selected node, as a field. */
  statement(identifier: string): Locator {
    return this.inspector.getByLabel(`${ARGUMENT.inspector.statement} ${identifier}`);
  }

  /** A part of the inspector by its heading. */
  section(head: string): Locator {
    return this.inspector
      .locator('section')
      .filter({ has: this.page.getByRole('heading', { level: 3, name: new RegExp(`^${head}`) }) });
  }

  /** How many findings refuse a freeze, as the page counts them. */
  async expectFreezeStoppers(count: number): Promise<void> {
    await expect(this.checks.getByText(/to accept by name$/)).toBeVisible();
    const words = this.checks.getByText(/stops? a freeze$/);
    if (count === 0) await expect(words).toHaveCount(0);
    else await expect(words).toHaveText(ARGUMENT.checks.freeze(count));
  }
}
