// What crossed the wire in the last request of a column, as the balancer saw it.
import type { Scheme } from '@authlab/contract';
import type { Exchange, Header } from '../../protocol/exchange.ts';
import { newestExchange, preflightOf } from '../column/exchange-of.ts';
import { Marked } from '../part/marked.tsx';
import { useModel } from '../part/use-demo.tsx';
import { duration } from '../text/duration.ts';
import { CommandList } from './command-list.tsx';

export const Wire = ({ scheme }: { readonly scheme: Scheme }) => {
  const column = useModel().columns[scheme];
  const exchange = newestExchange(column);
  if (exchange === undefined) return <p className="faint">Nothing has crossed the wire yet.</p>;
  const { response } = exchange;
  return (
    <>
      <Preflight exchange={preflightOf(column, exchange)} />
      <Side
        title={`${exchange.method} ${exchange.path}`}
        note={`${exchange.request.wireBytes} bytes to ${scheme === 'session' ? 'session-api' : 'jwt-api'}`}
        side={exchange.request}
      />
      {response === undefined ? (
        <p>No answer: the browser gave up.</p>
      ) : (
        <Side
          title={`${response.status} ${response.statusText}`}
          note={`${response.wireBytes} bytes after ${duration(exchange.durationMs)}, ${replicaOf(exchange)}`}
          side={response}
        />
      )}
      <h4>Redis commands</h4>
      <CommandList commands={exchange.redisCommands} />
      {!exchange.redisCommandsAreComplete && (
        <p className="faint">Others used the replica as well: some may be missing.</p>
      )}
    </>
  );
};

/** Another origin, and more than a simple request: so the browser asks first, and remembers the answer for a while. */
const Preflight = ({ exchange }: { readonly exchange: Exchange | undefined }) =>
  exchange === undefined ? null : (
    <p className="wire-line faint">
      Before it, the browser asked by itself whether this origin may (CORS): <code>OPTIONS {exchange.path}</code>,{' '}
      {exchange.response?.status}, {exchange.request.wireBytes + (exchange.response?.wireBytes ?? 0)} bytes.
    </p>
  );

const replicaOf = ({ replica, deadReplicas }: Exchange): string => {
  const from = replica === undefined ? 'from the balancer itself' : `from replica ${replica + 1}`;
  return deadReplicas.length === 0 ? from : `${from} (found dead: ${deadReplicas.map((one) => one + 1).join(', ')})`;
};

interface SideProps {
  readonly title: string;
  readonly note: string;
  readonly side: Exchange['request'];
}

const Side = ({ title, note, side: { headers, body } }: SideProps) => (
  <div className="wire">
    <p className="wire-line">
      <code>{title}</code> <span className="faint">{note}</span>
    </p>
    <ul>
      {headers.map((header, index) => (
        <HeaderLine key={`${index} ${header.name}`} header={header} />
      ))}
    </ul>
    {body !== undefined && (
      <p className="value">
        <Marked value={body} name="body" />
      </p>
    )}
  </div>
);

const HeaderLine = ({ header: { name, value } }: { readonly header: Header }) => (
  <li>
    <code className="header-name">{name}:</code> <Marked value={value} name={name} />
  </li>
);
