// The route that turns a refresh cookie into a new access token.
import { Public } from '@authlab/api-kit';
import { ROUTES, type TokenAnswer } from '@authlab/contract';
import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Refresher } from '../token/refresher.ts';

@Controller()
export class RefreshController {
  readonly #refresher: Refresher;

  constructor(refresher: Refresher) {
    this.#refresher = refresher;
  }

  @Public(true)
  @Post(ROUTES.refresh.path)
  @HttpCode(ROUTES.refresh.success)
  refresh(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<TokenAnswer> {
    return this.#refresher.refresh({ request, response });
  }
}
