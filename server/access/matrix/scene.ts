import { Signer } from '@/server/test/signer';
import { type TestCase, type TestOrg, type TestPerson, World } from '@/server/test/world';
import { type ActorName, ORGS, type OrgName, PEOPLE, type Person } from './actors';
import { releaseByRows, type ReleaseOf } from './releaseRows';
import { enrolled, furnishTenant, type TenantPeople } from './tenant';
import { absentThings, type Things } from './things';

/** Two labs with everything that calls act on, and everybody who is tried. */
export interface Scene {
  world: World;
  orgs: Record<OrgName, TestOrg>;
  people: ReadonlyMap<ActorName, TestPerson>;
  signers: ReadonlyMap<ActorName, Signer>;
  /** A reviewer of the auditor who has no part yet. */
  candidate: TestPerson;
  owned: TestCase;
  /** The lab's; what no stage has yet is nowhere. */
  things: Things;
  /** The same in the equal lab. */
  foreign: Things;
}

/** Opens the scene; its people join, engage and enrol their keys through the services. */
export async function openScene(): Promise<Scene> {
  const world = await World.open();
  const orgs = await openOrgs(world);
  const people = new Map<ActorName, TestPerson>();
  for (const [name, described] of PEOPLE)
    people.set(name, await openPerson(world, orgs, name, described));
  const extra = (name: string) => world.person({ name, email: `${slugOf(name)}@extra.example` });
  const person = (name: ActorName) => found(people.get(name), name);

  const trainee = await world.member(orgs.lab, ['author'], await extra('trainee'));
  const lab = await furnishTenant(world, {
    org: orgs.lab,
    partner: orgs.partner,
    people: {
      owner: person('owner'),
      viewer: person('viewer'),
      author: person('author'),
      contributor: person('contributor'),
      trainee,
      reader: person('reader'),
    },
  });
  const twinPeople: TenantPeople = {
    owner: person('twin'),
    viewer: await world.member(orgs.twin, ['viewer']),
    author: await world.member(orgs.twin, ['author']),
    contributor: await world.member(orgs.twin, ['author']),
    trainee: await world.member(orgs.twin, ['author']),
    reader: await world.member(orgs.partner, ['viewer']),
  };
  const twin = await furnishTenant(world, {
    org: orgs.twin,
    partner: orgs.partner,
    people: twinPeople,
  });

  const signers = new Map<ActorName, Signer>([
    ['owner', lab.founder],
    ['author', lab.author],
    ['twin', twin.founder],
  ]);
  const founders: Partial<Record<OrgName, Signer>> = { lab: lab.founder, twin: twin.founder };
  for (const org of ['auditor', 'board', 'partner'] as const) {
    const member = await world.member(orgs[org], ['owner'], await extra(`${org} owner`));
    const founder = new Signer(world, member);
    await founder.enrol(orgs[org]);
    founders[org] = founder;
  }
  for (const [name, described] of PEOPLE) {
    const { engaged, contributed } = described;
    if (contributed && name !== 'contributor') await world.contribution(lab.owned.id, person(name));
    if (engaged && name !== 'reader') {
      const { engagementId } = await world.engaged(lab.owned, engaged.role, {
        org: orgs[engaged.for],
        person: person(name),
      });
      if (engaged.state === 'closed')
        await world.db.engagement.update({
          where: { id: engagementId },
          data: { state: 'closed', closedReason: 'Over.', closedAt: world.deps.now() },
        });
    }
    if (described.session !== 'live' || described.left || name === 'author') continue;
    for (const org of Object.keys(described.memberOf) as OrgName[]) {
      const signer = signers.get(name) ?? new Signer(world, person(name));
      if (signer === founders[org]) continue;
      await enrolled(world, person(name), orgs[org], found(founders[org], org), signer);
      signers.set(name, signer);
    }
  }
  for (const [name, described] of PEOPLE) await endAccess(world, person(name), described);

  const elsewhere: ReleaseOf = {
    caseId: twin.owned.id,
    path: `${orgs.twin.slug}/${twin.owned.slug}`,
    officerId: twinPeople.owner.id,
    assessorId: twinPeople.viewer.id,
    assessorOrgId: orgs.auditor.id,
    contributorId: twinPeople.contributor.id,
    at: world.deps.now(),
  };
  return {
    world,
    orgs,
    people,
    signers,
    candidate: await world.member(orgs.auditor, ['reviewer'], await extra('candidate')),
    owned: lab.owned,
    things: { ...absentThings(), ...lab.things },
    foreign: {
      ...absentThings(),
      ...twin.things,
      ...(await world.db.$transaction((tx) => releaseByRows(tx, elsewhere))),
    },
  };
}

async function openOrgs(world: World): Promise<Record<OrgName, TestOrg>> {
  const { lab, twin, auditor, board, partner } = ORGS;
  return {
    lab: await world.org({ slug: 'lab', kind: lab }),
    twin: await world.org({ slug: 'twin', kind: twin }),
    auditor: await world.org({ slug: 'auditor', kind: auditor }),
    board: await world.org({ slug: 'board', kind: board }),
    partner: await world.org({ slug: 'partner', kind: partner }),
  };
}

async function openPerson(
  world: World,
  orgs: Record<OrgName, TestOrg>,
  name: ActorName,
  described: Person,
): Promise<TestPerson> {
  const made = await world.person({
    name,
    email: `${slugOf(name)}@matrix.example`,
    instanceAdmin: described.instanceAdmin,
  });
  for (const [org, roles] of Object.entries(described.memberOf))
    await world.member(orgs[org as OrgName], [...roles], made);
  await world.sessionOf(made);
  return made;
}

/** Ends what the description says has ended. */
async function endAccess(world: World, { id }: TestPerson, described: Person): Promise<void> {
  const now = world.deps.now();
  if (described.left)
    await world.db.membership.updateMany({ where: { personId: id }, data: { endedAt: now } });
  if (described.session === 'revoked')
    await world.db.session.updateMany({ where: { personId: id }, data: { revokedAt: now } });
  if (described.session === 'of a disabled account')
    await world.db.person.update({ where: { id }, data: { disabledAt: now } });
}

function slugOf(name: string): string {
  return name.replaceAll(' ', '-');
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`The scene has no ${name}.`);
  return value;
}
