// The Redis commands of one step or request; those that a script runs inside Redis stand under it.
import type { RedisCommand } from '../../protocol/redis-command.ts';
import { Marked } from '../part/marked.tsx';

/** More than these would bury everything else: they wait until they are asked for. */
const SHOWN_AT_ONCE = 1;

export const CommandList = ({ commands }: { readonly commands: readonly RedisCommand[] }) => {
  if (commands.length === 0) return <p className="cost">no Redis command</p>;
  if (commands.length <= SHOWN_AT_ONCE) return <Lines commands={commands} />;
  const sent = commands.filter(({ insideScript }) => !insideScript);
  return (
    <details className="cost">
      <summary>
        {sent.length} Redis {sent.length === 1 ? 'command' : 'commands'}: {sent.map(({ name }) => name).join(', ')}
      </summary>
      {isRepeated(sent) && <p>EVAL after EVALSHA: Redis did not know this script yet, so it was sent whole, once.</p>}
      <Lines commands={commands} />
    </details>
  );
};

const isRepeated = (sent: readonly RedisCommand[]): boolean =>
  sent.some(({ name }, index) => name === 'EVAL' && sent[index - 1]?.name === 'EVALSHA');

const Lines = ({ commands }: { readonly commands: readonly RedisCommand[] }) => (
  <ul className="commands" aria-label="Redis commands">
    {commands.map(({ name, line, insideScript }, index) => (
      // The order of a finished exchange never changes.
      <li key={`${index} ${name}`} className={insideScript ? 'inside-script' : undefined}>
        <Marked value={line} name={`${name} command`} />
      </li>
    ))}
  </ul>
);
