// The module of the comparator, with the parts that the documentation names.
import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { LIFETIME_SECONDS } from '../config.ts';
import { People } from '../people.ts';
import { RecipeController } from './recipe.controller.ts';
import { SIGNING_SECRET } from './signing-secret.ts';

@Module({
  imports: [JwtModule.register({ global: true, secret: SIGNING_SECRET, signOptions: { expiresIn: LIFETIME_SECONDS } })],
  controllers: [RecipeController],
  providers: [People],
})
export class RecipeModule {}
