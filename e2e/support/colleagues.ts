import type { Browser } from '@playwright/test';
import { makeCase } from './cases';
import { newMember, setUp, type Organisation } from './people';
import { newPerson, type Person } from './person';
import type { Installation } from './server';
import type { CaseAddress } from './workspace';

const LAB: Organisation = { name: 'Meridian Labs', slug: 'meridian', kind: 'lab' };

/** Two authors of one organisation, each in a browser of their own, at an installation of theirs. */
export interface Colleagues {
  a: Person;
  b: Person;
  /** A case made from the scheming template: 80 nodes. */
  address: CaseAddress;
  end: () => Promise<void>;
}

/** The port after the one of the run's own server, `step` further on. */
export function portBeside(step: number): number {
  return Number(process.env.E2E_PORT ?? '3900') + step;
}

/** Brings two authors and their case into an installation that was just started. */
export async function bringTogether(
  first: Browser,
  second: Browser,
  installation: Pick<Installation, 'url' | 'setupLink' | 'stop'>,
): Promise<Colleagues> {
  try {
    const { url, setupLink } = installation;
    const owner = await newPerson(first, 'Ines Weber', 'ines@meridian.example', url);
    await setUp(owner, setupLink, LAB);
    const author = (browser: Browser, name: string, email: string) =>
      newMember(browser, owner, LAB, { name, email, roles: ['author'] }, url);
    const a = await author(first, 'Amara Okafor', 'amara@meridian.example');
    const b = await author(second, 'Tomás Rey', 'tomas@meridian.example');
    const address = await makeCase(a, /^AI scheming/, 'Larch 2, scheming', LAB.slug);
    await owner.context.close();
    return {
      a,
      b,
      address,
      async end() {
        await a.context.close();
        await b.context.close();
        await installation.stop();
      },
    };
  } catch (error) {
    await installation.stop();
    throw error;
  }
}
