// The module of the comparator, with the parts that the documentation names.
import { Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import { LocalStrategy } from '../local.strategy.ts';
import { People } from '../people.ts';
import { RecipeController } from './recipe.controller.ts';
import { SessionSerializer } from './session-serializer.ts';

@Module({
  imports: [PassportModule.register({ session: true })],
  controllers: [RecipeController],
  providers: [People, LocalStrategy, SessionSerializer],
})
export class RecipeModule {}
