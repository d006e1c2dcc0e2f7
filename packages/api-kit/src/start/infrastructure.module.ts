// Gives every module what was made at start: configuration, Redis, the users, the log.
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { EventLog } from '../log/event-log.ts';
import { ACCOUNTS } from '../login/accounts.ts';
import { LoginLimits } from '../login/login-limits.ts';
import { RevocationFence } from '../redis/revocation-fence.ts';
import { StoreGate } from '../redis/store-gate.ts';
import { type ApiParts, CONFIG, REDIS } from './api-parts.ts';

@Global()
@Module({})
export class InfrastructureModule {
  static with({ config, redis, gate, fence, events, accounts }: ApiParts): DynamicModule {
    const { LOGIN_LIMIT_PER_ACCOUNT: perAccount, LOGIN_LIMIT_PER_ADDRESS: perAddress } = config;
    const providers = [
      { provide: CONFIG, useValue: config },
      { provide: REDIS, useValue: redis },
      { provide: StoreGate, useValue: gate },
      { provide: RevocationFence, useValue: fence },
      { provide: EventLog, useValue: events },
      { provide: ACCOUNTS, useValue: accounts },
      { provide: LoginLimits, useValue: new LoginLimits({ redis, gate, perAccount, perAddress }) },
    ];
    return { module: InfrastructureModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}
