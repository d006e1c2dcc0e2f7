// jwt-api: the shared routes over signed access tokens and rotating refresh tokens.
import { type ApiParts, InfrastructureModule, RoutesModule } from '@authlab/api-kit';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from './config.ts';
import type { RefreshScripts } from './token/refresh-scripts.ts';
import { TokenModule } from './token/token.module.ts';

@Module({})
export class AppModule {
  static with(this: void, parts: ApiParts<Config, RefreshScripts>): DynamicModule {
    return { module: AppModule, imports: [InfrastructureModule.with(parts), RoutesModule.forScheme(TokenModule)] };
  }
}
