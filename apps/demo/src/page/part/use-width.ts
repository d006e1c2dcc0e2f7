// How wide an element is, so that a drawing can keep its type at one size.
import { type RefCallback, useCallback, useState } from 'react';

const FIRST_GUESS_PX = 320;

export const useWidth = (): [ref: RefCallback<Element>, widthPx: number] => {
  const [widthPx, setWidthPx] = useState(FIRST_GUESS_PX);
  const ref = useCallback((element: Element | null) => {
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidthPx(Math.round(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, widthPx];
};
