// All routes that both APIs share, over the module of one scheme.
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { AccessGuard } from '../access/access.guard.ts';
import { ProblemFilter } from '../http/problem.filter.ts';
import { LocalGuard } from '../login/local.guard.ts';
import { LocalStrategy } from '../login/local.strategy.ts';
import { AdminController } from './admin.controller.ts';
import { AuthController } from './auth.controller.ts';
import { MeController } from './me.controller.ts';
import { PublicController } from './public.controller.ts';
import { SessionsController } from './sessions.controller.ts';

@Module({})
export class RoutesModule {
  /** @param scheme exports a `CredentialReader` and `LoginSessions` */
  static forScheme(scheme: Type | DynamicModule): DynamicModule {
    return {
      module: RoutesModule,
      imports: [scheme],
      controllers: [PublicController, MeController, AuthController, SessionsController, AdminController],
      providers: [
        LocalStrategy,
        LocalGuard,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
