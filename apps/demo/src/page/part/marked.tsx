// Text whose secrets are shortened until the visitor asks for them.
import { useState } from 'react';
import type { MarkedText } from '../../protocol/marked-text.ts';
import { shorten, splitMarked } from '../text/split-marked.ts';

/** @param name what the secret is, for who cannot see where the button stands */
export const Marked = ({ value, name }: { readonly value: MarkedText; readonly name: string }) => {
  const [isShown, setIsShown] = useState(false);
  return (
    <>
      <code>
        {splitMarked(value).map(({ text, isSecret, start }) =>
          isSecret ? (
            <span key={start} className="secret">
              {isShown ? text : shorten(text)}
            </span>
          ) : (
            text
          ),
        )}
      </code>
      {value.secrets.length > 0 && (
        <button
          type="button"
          className="reveal"
          aria-pressed={isShown}
          aria-label={`show ${name}`}
          onClick={() => setIsShown(!isShown)}
        >
          show
        </button>
      )}
    </>
  );
};
