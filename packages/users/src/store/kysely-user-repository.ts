// Users in SQLite or PostgreSQL: one set of queries that both answer alike.
import { type Kysely, sql } from 'kysely';
import { EmailTakenError } from '../email-taken-error.ts';
import type { UserPage, UserPatch, UserRepository } from '../user-repository.ts';
import type { User } from '../user.ts';
import { emailKey } from '../email-key.ts';
import { storeCall } from './store-failure.ts';
import { fromRow, rolesColumn, rolesPattern, type Tables, toRow } from './tables.ts';

/** Rows for one statement: SQLite takes 32,766 parameters, and a row has nine. */
const ROWS_PER_INSERT = 1000;

export class KyselyUserRepository implements UserRepository {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async insert(user: User): Promise<void> {
    await storeCall(() => insertInto(this.#db, [user]));
  }

  async insertAll(users: readonly User[]): Promise<void> {
    await storeCall(() =>
      this.#db.transaction().execute(async (trx) => {
        for (let start = 0; start < users.length; start += ROWS_PER_INSERT) {
          await insertInto(trx, users.slice(start, start + ROWS_PER_INSERT));
        }
      }),
    );
  }

  async findByEmail(email: string): Promise<User | undefined> {
    const query = this.#db.selectFrom('users').selectAll().where('email_key', '=', emailKey(email));
    const row = await storeCall(() => query.executeTakeFirst());
    return row && fromRow(row);
  }

  async findById(id: string): Promise<User | undefined> {
    if (!isUserId(id)) return undefined;
    const query = this.#db.selectFrom('users').selectAll().where('id', '=', id);
    const row = await storeCall(() => query.executeTakeFirst());
    return row && fromRow(row);
  }

  async list({ after, limit }: UserPage): Promise<User[]> {
    if (after !== undefined && !isUserId(after)) return [];
    const page = this.#db.selectFrom('users').selectAll().orderBy('id').limit(limit);
    const query = after === undefined ? page : page.where('id', '>', after);
    const rows = await storeCall(() => query.execute());
    return rows.map(fromRow);
  }

  async setPasswordHash(id: string, hash: string, { onlyIf }: { readonly onlyIf?: string } = {}): Promise<boolean> {
    if (!isUserId(id)) return false;
    const change = this.#db.updateTable('users').set({ password_hash: hash }).where('id', '=', id);
    const query = onlyIf === undefined ? change : change.where('password_hash', '=', onlyIf);
    const { numUpdatedRows } = await storeCall(() => query.executeTakeFirst());
    return numUpdatedRows > 0n;
  }

  async replacePassword(
    id: string,
    { old, next }: { readonly old: string; readonly next: string },
  ): Promise<User | undefined> {
    if (!isUserId(id)) return undefined;
    const change = this.#db.updateTable('users').set((eb) => ({ password_hash: next, epoch: eb('epoch', '+', 1) }));
    const query = change.where('id', '=', id).where('password_hash', '=', old).returningAll();
    const row = await storeCall(() => query.executeTakeFirst());
    return row && fromRow(row);
  }

  async update(id: string, { disabled, roles }: UserPatch): Promise<User | undefined> {
    if (disabled === undefined && roles === undefined) return this.findById(id);
    if (!isUserId(id)) return undefined;
    const raise = disabled === true || roles !== undefined ? 1 : 0;
    const values = {
      ...(disabled !== undefined && { disabled: disabled ? (1 as const) : (0 as const) }),
      ...(roles !== undefined && { roles: rolesColumn(roles) }),
    };
    const query = this.#db
      .updateTable('users')
      .set((eb) => ({ ...values, epoch: eb('epoch', '+', raise) }))
      .where('id', '=', id)
      .returningAll();
    const row = await storeCall(() => query.executeTakeFirst());
    return row && fromRow(row);
  }

  async raiseEpoch(id: string): Promise<number | undefined> {
    if (!isUserId(id)) return undefined;
    const raise = this.#db.updateTable('users').set((eb) => ({ epoch: eb('epoch', '+', 1) }));
    const query = raise.where('id', '=', id).returning('epoch');
    const row = await storeCall(() => query.executeTakeFirst());
    return row?.epoch;
  }

  async anyAdmin(): Promise<boolean> {
    const query = this.#db.selectFrom('users').select('id').where('roles', 'like', rolesPattern('admin')).limit(1);
    return (await storeCall(() => query.executeTakeFirst())) !== undefined;
  }

  async ping(): Promise<void> {
    await storeCall(() => sql`select 1`.execute(this.#db));
  }
}

/** PostgreSQL refuses any other text as a uuid, and with an error; ids come from URLs. */
const isUserId = (id: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(id);

/** The database decides who was first: a look before the insert could be wrong by the time of the insert. */
const insertInto = async (db: Kysely<Tables>, users: readonly User[]): Promise<void> => {
  const query = db.insertInto('users').values(users.map(toRow));
  const { numInsertedOrUpdatedRows } = await query
    .onConflict((conflict) => conflict.column('email_key').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== BigInt(users.length)) throw new EmailTakenError();
};
