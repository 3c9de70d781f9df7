import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The built app on a database that is there already, in a process of its own. */
export async function startApp(
  databaseUrl: string,
  dataDirectory: string,
  port: number,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions', 'react-server', 'server/main.ts'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(port),
        DATA_DIR: dataDirectory,
        DATABASE_URL: databaseUrl,
        AUTH_SECRET: 'b'.repeat(64),
        SIGNING_KEY: '11'.repeat(32),
        EXAMPLE: '0',
        LOG_LEVEL: 'warn',
      },
    },
  );
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('ready http')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`The app ended with ${String(code)}.`)));
  });
  return {
    url: `http://localhost:${port}`,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
