import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A network between pages and a process that is slow, goes dead and is cut when it is told to. */
export class Proxy {
  /** Milliseconds that everything takes on its way, in either direction. */
  delay = 0;
  private dead = false;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
    to: number,
  ) {
    server.on('connection', (near) => {
      const far = connect(to, '127.0.0.1');
      this.carry(near, far);
      this.carry(far, near);
    });
  }

  static async open(to: number): Promise<Proxy> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Proxy(server, (server.address() as AddressInfo).port, to);
  }

  /** Nothing comes through any more on the lines there are, and neither end hears of it. */
  silence(): void {
    this.dead = true;
  }

  /** Cuts all lines; those that are opened from now on are whole. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
    this.dead = false;
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  private carry(from: Socket, to: Socket): void {
    this.sockets.add(from);
    from.on('data', (bytes) => {
      if (this.dead) return;
      setTimeout(() => {
        if (!to.destroyed) to.write(bytes);
      }, this.delay);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
  }
}
