// The Redis commands of one step or request; those that a script runs inside Redis stand under it.
import type { RedisCommand } from '../../protocol/redis-command.ts';
import { Marked } from '../part/marked.tsx';

export const CommandList = ({ commands }: { readonly commands: readonly RedisCommand[] }) => {
  if (commands.length === 0) return <p className="cost none">no Redis command</p>;
  return (
    <ul className="commands" aria-label="Redis commands">
      {commands.map(({ name, line, insideScript }, index) => (
        // The order of a finished exchange never changes.
        // eslint-disable-next-line react/no-array-index-key
        <li key={index} className={insideScript ? 'inside' : undefined}>
          <Marked value={line} name={`${name} command`} />
        </li>
      ))}
    </ul>
  );
};
