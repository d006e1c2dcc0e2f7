// The module of the comparator, with the parts that the documentation names.
import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { LIFETIME_SECONDS, readSecret } from '../config.ts';
import { LocalStrategy } from '../local.strategy.ts';
import { People } from '../people.ts';
import { JwtStrategy } from './jwt.strategy.ts';
import { RecipeController } from './recipe.controller.ts';

@Module({
  imports: [PassportModule, JwtModule.register({ secret: readSecret(), signOptions: { expiresIn: LIFETIME_SECONDS } })],
  controllers: [RecipeController],
  providers: [People, LocalStrategy, JwtStrategy],
})
export class RecipeModule {}
