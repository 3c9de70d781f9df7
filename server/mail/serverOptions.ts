/** How the mail server of an SMTP_URL is spoken to. */
export interface ServerOptions {
  host: string;
  port: number;
  /** TLS from the first byte; otherwise STARTTLS where the server offers it. */
  secure: boolean;
  /** Without STARTTLS nothing is said. */
  requireTLS: boolean;
  auth?: { user: string; pass: string };
  tls: { minVersion: 'TLSv1.2'; rejectUnauthorized: boolean };
}

/**
 * `smtps://` speaks TLS from the start and checks the server's certificate. `smtp://` uses STARTTLS
 * where it is offered; with a password in the address, STARTTLS and a good certificate are
 * required, so that the password is never said in the clear or to somebody else. Without a password
 * TLS is taken as it comes (RFC 7435): whoever can show a wrong certificate can as well take STARTTLS
 * out of the offer. On this machine nobody is between.
 */
export function serverOptions(url: URL): ServerOptions {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const secure = url.protocol === 'smtps:';
  const signsIn = url.username !== '';
  const local = host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
  const guarded = signsIn && !local;
  return {
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && guarded,
    ...(signsIn
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: guarded || (secure && !local) },
  };
}
