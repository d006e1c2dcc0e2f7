// session-api: the shared routes over login sessions that live in a store.
import { type ApiParts, InfrastructureModule, RoutesModule } from '@authlab/api-kit';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from './config.ts';
import { SessionModule } from './session/session.module.ts';
import type { SessionScripts } from './session/session-scripts.ts';

@Module({})
export class AppModule {
  static with(this: void, parts: ApiParts<Config, SessionScripts>): DynamicModule {
    return {
      module: AppModule,
      imports: [InfrastructureModule.with(parts), RoutesModule.forScheme(SessionModule.with(parts))],
    };
  }
}
