// The module of the comparator, with the parts that the documentation names.
import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { People } from '../people.ts';
import { LIFETIME_SECONDS, SECRET } from './config.ts';
import { RecipeController } from './recipe.controller.ts';

@Module({
  imports: [JwtModule.register({ global: true, secret: SECRET, signOptions: { expiresIn: LIFETIME_SECONDS } })],
  controllers: [RecipeController],
  providers: [People],
})
export class RecipeModule {}
