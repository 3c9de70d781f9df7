import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { drainOf } from './drain';

/** A server whose answers wait until they are given. */
async function slowServer() {
  const server = createServer();
  const drain = drainOf(server);
  const asked: ServerResponse[] = [];
  server.on('request', (_request, response) => {
    drain.begin(response);
    asked.push(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { server, drain, asked, url };
}

describe('a server that drains', () => {
  it('answers what is under way, takes nothing new, and is done with the last answer', async () => {
    const { server, drain, asked, url } = await slowServer();
    const arrived = once(server, 'request');
    const answer = fetch(url);
    await arrived;
    let done = false;
    const drained = drain.drain(60_000).then(() => (done = true));
    expect(drain.isDraining()).toBe(true);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    expect(done).toBe(false);
    asked[0]?.end('saved');
    expect(await (await answer).text()).toBe('saved');
    await drained;
  });

  it('cuts off what takes longer than it may', async () => {
    const { server, drain, url } = await slowServer();
    const arrived = once(server, 'request');
    const answer = fetch(url);
    await arrived;
    await drain.drain(10);
    await expect(answer).rejects.toThrow(/fetch failed|terminated/);
  });

  it('has nothing to wait for when nothing is under way', async () => {
    const { drain } = await slowServer();
    await drain.drain(60_000);
  });
});
