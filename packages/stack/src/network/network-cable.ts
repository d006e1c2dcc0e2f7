// A cable to a network namespace that holds one process and ends with it: pulled out, packets vanish on it and nobody is told.
import { randomBytes } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { type CableAddresses, freeAddresses } from './free-addresses.ts';
import { networkProgram, runNetworkProgram } from './network-program.ts';

/**
 * Makes the cable from within the new namespace, so that no moment exists in which it could outlive that: the kernel takes both ends
 * away when the last process of the namespace ends, however that ends.
 *
 * What is known of the neighbour is fixed on our side. Else the kernel would ask for it when the cable is out, get no answer, and
 * tell every socket so (EHOSTUNREACH) after three seconds, which a router between us and a lost machine would not.
 */
const LAY_AND_RUN = `
set -e
PATH="$PATH:/usr/sbin:/sbin"
starter=$1 name=$2 near=$3 far=$4
shift 4
here() { nsenter --net="/proc/$starter/ns/net" ip "$@"; }
ip link set lo up
ip link add far address 02:00:00:00:00:02 type veth peer name "$name" address 02:00:00:00:00:01 netns "$starter"
here address add "$near/30" dev "$name"
here link set "$name" up
here neighbour replace "$far" lladdr 02:00:00:00:00:02 dev "$name" nud permanent
ip address add "$far/30" dev far
ip link set far up
exec "$@"`;

const ASK_AGAIN_MS = 5;
/** Of an interface's name: Linux takes 15. */
const NAME_LENGTH = 15;

export class NetworkCable implements AsyncDisposable {
  /** Of our end. */
  readonly name = `authlab-${randomBytes(4).toString('hex')}`.slice(0, NAME_LENGTH);
  readonly #addresses: CableAddresses;

  private constructor(addresses: CableAddresses) {
    this.#addresses = addresses;
  }

  /** Nothing is laid yet. @throws {NetworkError} when a program is missing, or there are no addresses */
  static async plan(): Promise<NetworkCable> {
    for (const name of ['ip', 'unshare', 'nsenter'] as const) networkProgram(name);
    return new NetworkCable(await freeAddresses());
  }

  get farAddress(): string {
    return this.#addresses.far;
  }

  /** The command that lays the cable and then becomes the given one, in a namespace of its own at the far end. */
  commandAtFarEnd(file: string, args: readonly string[]): { readonly file: string; readonly args: readonly string[] } {
    const { near, far } = this.#addresses;
    const lay = ['/bin/sh', '-c', LAY_AND_RUN, 'sh', String(process.pid), this.name, near, far];
    return { file: networkProgram('unshare'), args: ['--net', '--', ...lay, file, ...args] };
  }

  /** Before that, what is sent to the far end would take the way of all other packets, out of this machine. */
  async untilLaid(waiting: AbortSignal): Promise<void> {
    while (!waiting.aborted && networkInterfaces()[this.name] === undefined) await delay(ASK_AGAIN_MS);
  }

  /**
   * From now on nothing passes in either direction, and nobody is told: Node sees an open socket that accepts what is written to it
   * and stays silent, and a connection in the making that neither succeeds nor fails (tried for 60 s: no event of a socket at all
   * but time-outs of one's own).
   *
   * @param pid of the process at the far end
   */
  async unplug(pid: number): Promise<void> {
    await this.#turn(pid, 'down');
  }

  /** What the kernels on both sides still hold is sent again when its turn comes: their waits double with each attempt. */
  async plugIn(pid: number): Promise<void> {
    await this.#turn(pid, 'up');
  }

  /** At once, where the kernel takes its time after the end of the process. */
  async [Symbol.asyncDispose](): Promise<void> {
    // Gone already is as good.
    await runNetworkProgram('ip', ['link', 'delete', this.name]).catch(() => undefined);
  }

  /** The far end: ours would tell our own kernel that there is no way. */
  async #turn(pid: number, state: 'up' | 'down'): Promise<void> {
    const within = [`--net=/proc/${pid}/ns/net`, networkProgram('ip')];
    await runNetworkProgram('nsenter', [...within, 'link', 'set', 'far', state]);
  }
}
