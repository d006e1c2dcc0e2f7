// What one real login has left in the store, so that many more of its kind can be made.
import type { StoredKey } from '../../sample/redis-store.ts';

/** The keys of one login session and its user, and the ids in them that a copy needs fresh ones of. */
export interface LoginTemplate {
  readonly ids: readonly string[];
  readonly keys: readonly StoredKey[];
}

/** `prefix:{tag of the user}:member or index`, as both APIs write it. */
const TAGGED = /^[a-z]+:\{(?<tag>[\w-]+)\}:(?<rest>.+)$/u;
/** `sess:id`, as connect-redis writes it. */
const PLAIN = /^[a-z]+:(?<id>[\w-]{16,})$/u;
const INDEX = 'index';

/** Only of users with one login session: their index holds one member. */
export const loginTemplates = (keys: readonly StoredKey[]): LoginTemplate[] => {
  const users = Map.groupBy(keys, ({ name }) => TAGGED.exec(name)?.groups?.['tag']);
  const plain = (users.get(undefined) ?? []).flatMap(plainTemplate);
  users.delete(undefined);
  return [...plain, ...[...users].flatMap(([tag, own]) => userTemplate(String(tag), own))];
};

/** The same login without its place in the user's index. */
export const withoutIndex = ({ ids, keys }: LoginTemplate): LoginTemplate => ({
  ids,
  keys: keys.filter(({ value }) => value.type !== 'zset'),
});

const plainTemplate = (key: StoredKey): LoginTemplate[] => {
  const id = PLAIN.exec(key.name)?.groups?.['id'];
  return id === undefined ? [] : [{ ids: [id], keys: [key] }];
};

const userTemplate = (tag: string, keys: readonly StoredKey[]): LoginTemplate[] => {
  const rests = keys.map(({ name }) => TAGGED.exec(name)?.groups?.['rest'] ?? '');
  const members = rests.filter((rest) => rest !== INDEX);
  return members.length === 1 && keys.length === 2 ? [{ ids: [tag, ...members], keys }] : [];
};
