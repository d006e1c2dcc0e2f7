// jwt-api: the shared routes over signed access tokens and rotating refresh tokens.
import { type ApiParts, InfrastructureModule, RoutesModule } from '@authlab/api-kit';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from './config.ts';
import { createRevocation } from './revocation/create-revocation.ts';
import type { JwtScripts } from './jwt-scripts.ts';
import { TokenModule } from './token/token.module.ts';

@Module({})
export class AppModule {
  /** Resolves when what is revoked is known: only then may requests come. */
  static async with(this: void, parts: ApiParts<Config, JwtScripts>): Promise<DynamicModule> {
    const tokens = TokenModule.with(await createRevocation(parts));
    return { module: AppModule, imports: [InfrastructureModule.with(parts), RoutesModule.forScheme(tokens)] };
  }
}
