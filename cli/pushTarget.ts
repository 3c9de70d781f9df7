import { UsageError } from './command';

const LOCAL = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Where evidence is sent: an installation's address, https unless it is this machine, so that a token
 * never travels in the clear.
 *
 * @throws UsageError
 */
export function pushTarget(to: string | undefined): URL {
  if (to === undefined)
    throw new UsageError('Name the installation: --to https://casewright.example.');
  if (!URL.canParse(to))
    throw new UsageError('--to is no address; it looks like https://casewright.example.');
  const url = new URL(to);
  const { protocol, hostname, pathname, search, username, password } = url;
  if (username !== '' || password !== '')
    throw new UsageError('--to holds a user name or a password; send a token with --token.');
  if (protocol !== 'https:' && !(protocol === 'http:' && LOCAL.includes(hostname)))
    throw new UsageError('--to begins with https://, or with http:// on this machine alone.');
  if (pathname !== '/' || search !== '')
    throw new UsageError(`--to is the address alone: ${url.origin}.`);
  return url;
}

/**
 * The token of --token, or of the environment, where no list of processes shows it. What is wrong with
 * one is said without it.
 *
 * @throws UsageError
 */
export function pushToken(given: string | undefined, kept: string | undefined): string {
  const token = (given ?? kept ?? '').trim();
  if (token === '')
    throw new UsageError('A token is missing: set CASEWRIGHT_TOKEN, or give --token.');
  if (!/^[\w-]{20,200}$/.test(token)) throw new UsageError('This is not a token of Casewright.');
  return token;
}

/** @throws UsageError */
export function pushCase(given: string | undefined): string {
  if (given === undefined || !/^[0-9a-f]{32}$/.test(given))
    throw new UsageError(
      'Name the case by its id of 32 digits: --case ID. The page on which tokens are made shows it.',
    );
  return given;
}
