import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLogger } from './logger';
import { createShutdown, endOnSignals, type Ending } from './shutdown';

class FakeProcess extends EventEmitter implements Ending {
  readonly codes: number[] = [];
  exit(code: number): void {
    this.codes.push(code);
  }
}

const log = createLogger('silent');
const never = (): Promise<void> => new Promise(() => undefined);

let process: FakeProcess;
beforeEach(() => {
  vi.useFakeTimers();
  process = new FakeProcess();
});
afterEach(() => vi.useRealTimers());

describe('the end of the server', () => {
  it('runs the steps once, the last opened first, and is well', async () => {
    const shutdown = createShutdown(log);
    const ended: string[] = [];
    for (const name of ['database', 'jobs', 'sockets'])
      shutdown.add(name, async () => void ended.push(name));
    endOnSignals(shutdown, log, 10_000, process);
    process.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(0);
    expect(ended).toEqual(['sockets', 'jobs', 'database']);
    expect(process.codes).toEqual([0]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(process.codes).toEqual([0]);
  });

  it('goes on after a step that failed, and is not well', async () => {
    const shutdown = createShutdown(log);
    const ended: string[] = [];
    shutdown.add('database', async () => void ended.push('database'));
    shutdown.add('jobs', () => Promise.reject(new Error('no')));
    endOnSignals(shutdown, log, 10_000, process);
    process.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(0);
    expect(ended).toEqual(['database']);
    expect(process.codes).toEqual([1]);
  });

  it('does not wait beyond the deadline: says where it was, and forces what is left', async () => {
    const shutdown = createShutdown(log);
    const fatal = vi.spyOn(log, 'fatal');
    const forced: string[] = [];
    shutdown.add('database', never, () => void forced.push('database'));
    shutdown.add('jobs', never);
    shutdown.add(
      'sockets',
      async () => undefined,
      () => void forced.push('sockets'),
    );
    endOnSignals(shutdown, log, 10_000, process);
    process.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(9_999);
    expect(process.codes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(process.codes).toEqual([1]);
    expect(forced).toEqual(['database']);
    expect(fatal).toHaveBeenCalledWith(
      { step: 'jobs' },
      'the end took longer than 10 seconds: ended without waiting',
    );
  });

  it('takes signals of one moment as one, and a later one as an order to end at once', async () => {
    const shutdown = createShutdown(log);
    shutdown.add('jobs', never);
    endOnSignals(shutdown, log, 10_000, process);
    process.emit('SIGINT');
    process.emit('SIGINT');
    await vi.advanceTimersByTimeAsync(900);
    process.emit('SIGTERM');
    expect(process.codes).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    process.emit('SIGINT');
    expect(process.codes).toEqual([1]);
  });
});
