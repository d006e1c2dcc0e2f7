// What admins may do: see users, disable them, change their roles, end their login sessions.
import { type AdminPatch, adminPatchSchema, type AdminUser, AppError, ROUTES } from '@authlab/contract';
import type { User } from '@authlab/users';
import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { RequiresRole } from '../access/access.decorator.ts';
import { ContractBody, parseBody } from '../http/contract-body.pipe.ts';
import { EventLog } from '../log/event-log.ts';
import { ACCOUNTS, type Accounts } from '../login/accounts.ts';
import { LoginSessions } from '../login/login-sessions.ts';

const PAGE_SIZE = 100;
const pageSchema = z.strictObject({ after: z.uuid().optional() });

@RequiresRole('admin')
@Controller()
export class AdminController {
  readonly #accounts: Accounts;
  readonly #sessions: LoginSessions;
  readonly #log: EventLog;

  constructor(@Inject(ACCOUNTS) accounts: Accounts, sessions: LoginSessions, log: EventLog) {
    this.#accounts = accounts;
    this.#sessions = sessions;
    this.#log = log;
  }

  /** One page of users in the order of their ids; `nextAfter` is there when more follow. */
  @Get(ROUTES.listUsers.path)
  async list(@Query() query: unknown): Promise<{ users: AdminUser[]; nextAfter?: string }> {
    const { after } = parseBody(pageSchema, query);
    const users = await this.#accounts.users.list({ limit: PAGE_SIZE, ...(after === undefined ? {} : { after }) });
    const last = users.at(-1);
    const page = { users: users.map(toAdminUser) };
    return users.length < PAGE_SIZE || last === undefined ? page : { ...page, nextAfter: last.id };
  }

  @Patch(ROUTES.patchUser.path)
  async patch(
    @Param('id') id: string,
    @Body(new ContractBody(adminPatchSchema)) patch: AdminPatch,
    @Req() request: Request,
  ): Promise<AdminUser> {
    const user = await this.#accounts.users.update(id, withoutAbsent(patch));
    if (user === undefined) throw new AppError('not_found');
    // The database first: whoever logs in from here on gets what is new; then what is live learns of it.
    if (patch.disabled === true) await this.#sessions.endAll(user);
    if (patch.roles !== undefined) await this.#bringRoles(user);
    this.#log.record('user_changed', request, { userId: id, changed: Object.keys(patch) });
    return toAdminUser(user);
  }

  /** Two changes at once may reach the login sessions in the other order: so whoever has written looks once more. */
  async #bringRoles(told: User): Promise<void> {
    await this.#sessions.changeRoles(told);
    const now = await this.#accounts.users.findById(told.id);
    if (now !== undefined && now.epoch !== told.epoch) await this.#bringRoles(now);
  }

  @Post(ROUTES.logoutUserEverywhere.path)
  @HttpCode(ROUTES.logoutUserEverywhere.success)
  async logoutEverywhere(@Param('id') id: string, @Req() request: Request): Promise<void> {
    const epoch = await this.#accounts.users.raiseEpoch(id);
    if (epoch === undefined) throw new AppError('not_found');
    await this.#sessions.endAll({ id, epoch });
    this.#log.record('logout_everywhere', request, { userId: id, byAdmin: true });
  }
}

const withoutAbsent = ({ disabled, roles }: AdminPatch) => ({
  ...(disabled === undefined ? {} : { disabled }),
  ...(roles === undefined ? {} : { roles: [...new Set(roles)] }),
});

const toAdminUser = (user: User): AdminUser => ({
  id: user.id,
  email: user.email,
  displayName: user.displayName,
  roles: [...user.roles],
  disabled: user.disabled,
  createdAt: user.createdAt.toISOString(),
});
