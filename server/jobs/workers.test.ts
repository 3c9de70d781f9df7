import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMailer, type Mailer } from '@/server/mail/transport';
import { openMailServer, type TestMailServer } from '@/server/test/mailServer';
import { World } from '@/server/test/world';
import { startWorkers } from './workers';

let world: World;
let server: TestMailServer;
let mailer: Mailer;
beforeAll(async () => {
  world = await World.open();
  server = await openMailServer();
  mailer = openMailer(`smtp://127.0.0.1:${server.port}`, world.deps.env);
});
afterAll(async () => {
  await mailer.close();
  await world.close();
  await server.close();
});

async function scheduled(): Promise<string[]> {
  const { rows } = await world.deps.database.pool.query<{ name: string }>(
    'SELECT name FROM pgboss.schedule ORDER BY name',
  );
  return rows.map(({ name }) => name);
}

it('e-mail is a job where there is a mail server, and none where there was one', async () => {
  await startWorkers(world.deps, mailer);
  expect(await scheduled()).toContain('inbox.mail');
  await startWorkers(world.deps, null);
  expect(await scheduled()).not.toContain('inbox.mail');
});

it('e-mail is sent by the queue', async () => {
  const made = await world.case();
  const officer = await world.member(made.org, ['officer']);
  await world.release(made);
  const arrived = new Promise<void>((resolve) => {
    server.beforeAccepting = async () => resolve();
  });
  await startWorkers(world.deps, mailer);
  await world.db.$transaction((tx) => world.deps.jobs.send(tx, 'inbox.mail', {}));
  await arrived;
  expect(server.received.map(({ envelopeTo }) => envelopeTo)).toEqual([[officer.email]]);
});
