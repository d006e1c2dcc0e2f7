// What the server holds of the user: the keys in Redis with their life and size, and the stream of revocations.
import type { Scheme } from '@authlab/contract';
import type { StoredKey, StoreView } from '../../protocol/store-view.ts';
import { Marked } from '../part/marked.tsx';
import { useModel } from '../part/use-demo.tsx';
import { useNow } from '../part/use-now.ts';
import { countdown } from '../text/duration.ts';

export const ServerHolds = ({ scheme }: { readonly scheme: Scheme }) => {
  const { store } = useModel().columns[scheme];
  if (store === undefined) return <p className="faint">Log in, and see what the server remembers of you.</p>;
  if (store.status === 'unreachable') return <p className="notice">Redis does not answer, so nobody can look.</p>;
  return <Keys store={store} />;
};

const Keys = ({ store }: { readonly store: StoreView & { status: 'read' } }) => {
  const { keys, stream, heldInMemory } = store;
  const sizeBytes = keys.reduce((sum, key) => sum + key.sizeBytes, 0);
  return (
    <>
      {heldInMemory && (
        <p className="notice">
          With session/memory the session is in the memory of one replica, where nobody can look.
        </p>
      )}
      <p>
        {keys.length === 0
          ? 'Redis holds nothing of this user.'
          : `${keys.length} ${keys.length === 1 ? 'key' : 'keys'} in Redis, ${sizeBytes} bytes.`}
      </p>
      <ul className="keys">
        {keys.map((key) => (
          <KeyItem key={key.key.text} stored={key} readAtMs={store.atMs} />
        ))}
      </ul>
      {stream !== undefined && (
        <>
          <h4>Stream of revocations</h4>
          <p>{stream.length === 0 ? 'Nothing was revoked yet.' : `${stream.length} entries, the newest first:`}</p>
          <ul className="keys">
            {stream.last.map(({ id, fields }) => (
              <li key={id}>
                <code>
                  {id} {JSON.stringify(fields)}
                </code>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
};

const ROLES: Readonly<Record<StoredKey['role'], string>> = {
  session: 'session',
  index: 'list of logins',
  family: 'refresh family',
  denied: 'denied login',
  epoch: 'oldest good epoch',
  other: 'other',
};

const KeyItem = ({ stored, readAtMs }: { readonly stored: StoredKey; readonly readAtMs: number }) => (
  <li>
    <p className="key-head">
      <span className={`tag ${stored.role}`}>{ROLES[stored.role]}</span>
      <span className="faint">
        {stored.type}, {stored.sizeBytes} bytes, <Ttl ttlMs={stored.ttlMs} readAtMs={readAtMs} />
      </span>
    </p>
    <p>
      <Marked value={stored.key} name={`key of ${ROLES[stored.role]}`} />
    </p>
    <p className="value">
      <Marked value={stored.value} name={`value of ${ROLES[stored.role]}`} />
    </p>
  </li>
);

const Ttl = ({ ttlMs, readAtMs }: { readonly ttlMs: number | undefined; readonly readAtMs: number }) => {
  const nowMs = useNow(1000);
  return ttlMs === undefined ? <>never expires</> : <>gone in {countdown(readAtMs + ttlMs - nowMs)}</>;
};
